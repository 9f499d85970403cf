// Dashboard "Airflow": whether it is alive, what its tasks and DAG runs do, and what holds them back.
import type { Dashboard } from './kit/dashboard.ts';
import { type Query, stat, table, timeSeries } from './kit/panel.ts';

/** Beats per minute, and zero when the last series is gone. */
const beats = (metric: string): Query[] => [
  { expr: `sum(rate(${metric}[5m]) * 60) or vector(0)`, legend: 'beats a minute' },
];
const alive = { red: 1, below: true };

const ofDag = 'dag_id=~"$dag"';

/** A share of the values of a histogram is smaller than this. */
const quantile = (share: number, histogram: string, by = ''): string =>
  `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket${by}[$__rate_interval])))`;

const halfAndMost = (histogram: string, by = ''): Query[] => [
  { expr: quantile(0.5, histogram, by), legend: 'half are faster' },
  { expr: quantile(0.95, histogram, by), legend: '95 of 100 are faster' },
];

export const airflow: Dashboard = {
  name: 'airflow',
  title: 'Airflow',
  description: 'Scheduler, DAG processor, triggerer, tasks, DAG runs, pools.',
  variables: [{ name: 'dag', label: 'DAG', metric: 'airflow_ti_start_total', values: 'dag_id' }],
  sections: [
    {
      title: 'Alive',
      panels: [
        stat('Scheduler', beats('airflow_scheduler_heartbeat_total'), { thresholds: alive }),
        stat('DAG processor', beats('airflow_dag_processor_heartbeat_total'), { thresholds: alive }),
        stat('Triggerer', beats('airflow_triggerer_heartbeat_total'), { thresholds: alive }),
        stat('DAG files with errors', [{ expr: 'max(airflow_dag_import_errors)', legend: 'files' }], {
          thresholds: { red: 1 },
        }),
        stat('DAG runs at work', [{ expr: 'max(airflow_dagruns_running)', legend: 'runs' }]),
        stat(
          'Tasks failed in the last hour',
          [
            {
              expr: 'sum(increase(airflow_ti_finish_total{state="failed"}[1h])) or vector(0)',
              legend: 'tasks',
            },
          ],
          { thresholds: { yellow: 1, red: 10 } },
        ),
      ],
    },
    {
      title: 'Tasks',
      panels: [
        timeSeries(
          'Tasks by state',
          ['scheduled', 'queued', 'running', 'deferred'].map((state) => ({
            expr: `sum(airflow_ti_${state}{${ofDag}})`,
            legend: state,
          })),
          { description: 'Deferred tasks wait in the triggerer and hold no worker.', stacked: true },
        ),
        timeSeries(
          'Tasks that ended, per minute',
          [
            {
              expr: `sum by (state) (rate(airflow_ti_finish_total{${ofDag}}[$__rate_interval]) * 60)`,
              legend: '{{state}}',
            },
          ],
          { stacked: true },
        ),
        timeSeries('Duration of tasks', halfAndMost('airflow_task_duration_seconds', `{${ofDag}}`), {
          unit: 's',
        }),
        timeSeries(
          'Failures by DAG, per hour',
          [
            {
              expr: `sum by (dag_id) (increase(airflow_ti_failures_total{${ofDag}}[1h]))`,
              legend: '{{dag_id}}',
            },
          ],
          { description: 'Every failed attempt counts, retries too.' },
        ),
        timeSeries('Killed or lost tasks, per hour', [
          {
            expr: 'sum(increase(airflow_scheduler_tasks_killed_externally_total[1h]))',
            legend: 'the executor says finished, the task does not',
          },
          {
            expr: 'sum(increase(airflow_ti_without_heartbeat_total[1h]))',
            legend: 'no heartbeat',
          },
        ]),
        timeSeries('Triggers', [
          { expr: 'sum(airflow_triggers_running)', legend: 'running' },
          { expr: 'sum(airflow_triggerer_capacity_left)', legend: 'free' },
        ]),
      ],
    },
    {
      title: 'DAG runs',
      panels: [
        table(
          'DAGs in the chosen time',
          ['dag_id'],
          [
            {
              expr: `sum by (dag_id) (increase(airflow_dagrun_success_seconds_count{${ofDag}}[$__range]))`,
              legend: 'runs that succeeded',
            },
            {
              expr: `sum by (dag_id) (increase(airflow_dagrun_failed_seconds_count{${ofDag}}[$__range]))`,
              legend: 'runs that failed',
            },
            {
              expr: `sum by (dag_id) (increase(airflow_dagrun_success_seconds_sum{${ofDag}}[$__range])) / sum by (dag_id) (increase(airflow_dagrun_success_seconds_count{${ofDag}}[$__range]))`,
              legend: 'mean duration (seconds)',
            },
          ],
        ),
        timeSeries(
          'Mean duration by DAG',
          [
            {
              expr: `sum by (dag_id) (increase(airflow_dagrun_success_seconds_sum{${ofDag}}[1h])) / sum by (dag_id) (increase(airflow_dagrun_success_seconds_count{${ofDag}}[1h]))`,
              legend: '{{dag_id}}',
            },
          ],
          { unit: 's', description: 'Runs that succeeded within the hour before.' },
        ),
        timeSeries('Delay of scheduled runs', halfAndMost('airflow_dagrun_schedule_delay_seconds'), {
          unit: 's',
        }),
      ],
    },
    {
      title: 'What holds tasks back',
      panels: [
        timeSeries('Slots of the executor', [
          { expr: 'max(airflow_executor_open_slots)', legend: 'open' },
          { expr: 'max(airflow_executor_running_tasks)', legend: 'running' },
          { expr: 'max(airflow_executor_queued_tasks)', legend: 'queued' },
        ]),
        timeSeries('Open slots by pool', [
          { expr: 'max by (pool_name) (airflow_pool_open_slots)', legend: '{{pool_name}}' },
        ]),
        table(
          'Pools',
          ['pool_name'],
          ['open_slots', 'running_slots', 'queued_slots', 'scheduled_slots', 'deferred_slots'].map(
            (column) => ({
              expr: `max by (pool_name) (airflow_pool_${column})`,
              legend: column.replace('_slots', ''),
            }),
          ),
          { width: 12 },
        ),
        timeSeries('Tasks that starve for a slot of their pool', [
          { expr: 'max by (pool_name) (airflow_pool_starving_tasks)', legend: '{{pool_name}}' },
        ]),
        timeSeries('A round of the scheduler', halfAndMost('airflow_scheduler_loop_seconds'), { unit: 's' }),
      ],
    },
    {
      title: 'DAG files',
      panels: [
        timeSeries(
          'Time to read all DAG files',
          [{ expr: 'max(airflow_dag_parse_seconds)', legend: 'seconds' }],
          { unit: 's' },
        ),
        timeSeries('DAGs and DAG files', [
          { expr: 'max(airflow_dags)', legend: 'DAGs' },
          { expr: 'max(airflow_dag_files_waiting)', legend: 'files that wait to be read' },
          { expr: 'max(airflow_dag_import_errors)', legend: 'files with errors' },
          { expr: 'sum(increase(airflow_dag_parse_timeouts_total[1h]))', legend: 'timeouts per hour' },
        ]),
      ],
    },
  ],
};
