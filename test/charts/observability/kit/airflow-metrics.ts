// What Airflow 3.3.2 sends: the names and tags of its source, `airflow/_shared/observability/metrics/metrics_template.yaml`
// and the calls of `stats.incr`, `stats.gauge` and `stats.timing`. The prefix `airflow.` is its default.

/** One metric as Airflow sends it, with the tags that it always has. */
export interface AirflowMetric {
  name: string;
  type: 'counter' | 'gauge' | 'timer';
  tags: readonly string[];
}

const task = ['dag_id', 'task_id'];
const run = ['dag_id', 'run_type'];
const executor = ['status', 'executor_class_name'];

export const airflowMetrics: readonly AirflowMetric[] = [
  { name: 'airflow.scheduler_heartbeat', type: 'counter', tags: [] },
  { name: 'airflow.dag_processor_heartbeat', type: 'counter', tags: [] },
  { name: 'airflow.triggerer_heartbeat', type: 'counter', tags: [] },
  { name: 'airflow.ti.start', type: 'counter', tags: task },
  { name: 'airflow.ti.finish', type: 'counter', tags: [...task, 'state'] },
  { name: 'airflow.ti_failures', type: 'counter', tags: task },
  { name: 'airflow.task_instances_without_heartbeats_killed', type: 'counter', tags: task },
  { name: 'airflow.scheduler.tasks.killed_externally', type: 'counter', tags: task },
  { name: 'airflow.celery.execute_command.failure', type: 'counter', tags: [] },
  { name: 'airflow.celery.task_timeout_error', type: 'counter', tags: [] },
  { name: 'airflow.dag_processing.processor_timeouts', type: 'counter', tags: ['file_path'] },
  ...['scheduled', 'queued', 'running', 'deferred'].map(
    (state): AirflowMetric => ({ name: `airflow.ti.${state}`, type: 'gauge', tags: ['queue', ...task] }),
  ),
  { name: 'airflow.scheduler.dagruns.running', type: 'gauge', tags: [] },
  { name: 'airflow.scheduler.tasks.starving', type: 'gauge', tags: [] },
  { name: 'airflow.scheduler.tasks.executable', type: 'gauge', tags: [] },
  ...['open_slots', 'queued_tasks', 'running_tasks'].map(
    (what): AirflowMetric => ({ name: `airflow.executor.${what}`, type: 'gauge', tags: executor }),
  ),
  ...[
    'open_slots',
    'queued_slots',
    'running_slots',
    'deferred_slots',
    'scheduled_slots',
    'starving_tasks',
  ].map((what): AirflowMetric => ({ name: `airflow.pool.${what}`, type: 'gauge', tags: ['pool_name'] })),
  { name: 'airflow.triggers.running', type: 'gauge', tags: ['hostname'] },
  { name: 'airflow.triggerer.capacity_left', type: 'gauge', tags: ['hostname'] },
  { name: 'airflow.dag_processing.import_errors', type: 'gauge', tags: [] },
  { name: 'airflow.dag_processing.total_parse_time', type: 'gauge', tags: [] },
  { name: 'airflow.dag_processing.file_path_queue_size', type: 'gauge', tags: [] },
  { name: 'airflow.dagbag_size', type: 'gauge', tags: [] },
  { name: 'airflow.task.duration', type: 'timer', tags: task },
  { name: 'airflow.dagrun.duration.success', type: 'timer', tags: run },
  { name: 'airflow.dagrun.duration.failed', type: 'timer', tags: run },
  { name: 'airflow.dagrun.schedule_delay', type: 'timer', tags: ['dag_id'] },
  { name: 'airflow.scheduler.scheduler_loop_duration', type: 'timer', tags: [] },
];
