// How Airflow 3's StatsD metrics become Prometheus metrics. Everything that is not listed is dropped.
import { dump } from 'js-yaml';

/** One rule of the StatsD exporter: https://github.com/prometheus/statsd_exporter#metric-mapping-and-configuration */
interface StatsdMapping {
  match: string;
  match_type?: 'glob' | 'regex';
  action?: 'drop';
  name: string;
  /** The series goes after this time without a sample; for gauges whose label values come and go. */
  ttl?: string;
}

/** The StatsD exporter's mapping file. */
interface StatsdMappingConfig {
  defaults: {
    observer_type: 'histogram';
    histogram_options: { buckets: number[] };
  };
  mappings: StatsdMapping[];
}

/**
 * Airflow sends tags in InfluxDB style, and the exporter makes labels of them by itself.
 * Counters end in `_total` and timers in `_seconds` here, because remote write keeps names as they are.
 */
export const statsdMappings: StatsdMappingConfig = {
  defaults: {
    observer_type: 'histogram',
    // Seconds. Tasks take from a second to hours; every bucket is a series for each task of each DAG.
    histogram_options: { buckets: [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 21_600] },
  },
  mappings: [
    { match: 'airflow.scheduler_heartbeat', name: 'airflow_scheduler_heartbeat_total' },
    { match: 'airflow.dag_processor_heartbeat', name: 'airflow_dag_processor_heartbeat_total' },
    { match: 'airflow.triggerer_heartbeat', name: 'airflow_triggerer_heartbeat_total' },
    { match: 'airflow.ti.start', name: 'airflow_ti_start_total' },
    { match: 'airflow.ti.finish', name: 'airflow_ti_finish_total' },
    { match: 'airflow.ti_failures', name: 'airflow_ti_failures_total' },
    // Tasks in a state at this moment, by queue. Airflow sends a zero when a task leaves the state.
    { match: 'airflow.ti.scheduled', name: 'airflow_ti_scheduled', ttl: '5m' },
    { match: 'airflow.ti.queued', name: 'airflow_ti_queued', ttl: '5m' },
    { match: 'airflow.ti.running', name: 'airflow_ti_running', ttl: '5m' },
    { match: 'airflow.ti.deferred', name: 'airflow_ti_deferred', ttl: '5m' },
    {
      match: 'airflow.task_instances_without_heartbeats_killed',
      name: 'airflow_ti_without_heartbeat_total',
    },
    { match: 'airflow.celery.execute_command.failure', name: 'airflow_celery_command_failures_total' },
    { match: 'airflow.celery.task_timeout_error', name: 'airflow_celery_send_timeouts_total' },
    { match: 'airflow.task.duration', name: 'airflow_task_duration_seconds' },
    { match: 'airflow.dagrun.duration.success', name: 'airflow_dagrun_success_seconds' },
    { match: 'airflow.dagrun.duration.failed', name: 'airflow_dagrun_failed_seconds' },
    { match: 'airflow.dagrun.schedule_delay', name: 'airflow_dagrun_schedule_delay_seconds' },
    { match: 'airflow.scheduler.scheduler_loop_duration', name: 'airflow_scheduler_loop_seconds' },
    { match: 'airflow.scheduler.dagruns.running', name: 'airflow_dagruns_running' },
    { match: 'airflow.triggers.running', name: 'airflow_triggers_running', ttl: '5m' },
    { match: 'airflow.triggerer.capacity_left', name: 'airflow_triggerer_capacity_left', ttl: '5m' },
    { match: 'airflow.executor.*', name: 'airflow_executor_$1', ttl: '5m' },
    { match: 'airflow.pool.*', name: 'airflow_pool_$1', ttl: '5m' },
    {
      match: 'airflow.scheduler.tasks.killed_externally',
      name: 'airflow_scheduler_tasks_killed_externally_total',
    },
    { match: 'airflow.scheduler.tasks.*', name: 'airflow_scheduler_tasks_$1' },
    { match: 'airflow.dag_processing.import_errors', name: 'airflow_dag_import_errors' },
    { match: 'airflow.dag_processing.total_parse_time', name: 'airflow_dag_parse_seconds' },
    { match: 'airflow.dag_processing.file_path_queue_size', name: 'airflow_dag_files_waiting' },
    { match: 'airflow.dag_processing.processor_timeouts', name: 'airflow_dag_parse_timeouts_total' },
    { match: 'airflow.dagbag_size', name: 'airflow_dags' },
    // Regular expressions run after globs, so the last rule turns the list into an allow-list.
    { match: '.*', match_type: 'regex', action: 'drop', name: 'dropped' },
  ],
};

/** The mapping file as the exporter reads it. */
export function statsdMappingFile(): string {
  return dump(statsdMappings, { lineWidth: -1 });
}
