// Dashboard "Database connections": what PgBouncer does between Airflow and its database.
import type { Dashboard } from './kit/dashboard.ts';
import { stat, timeSeries } from './kit/panel.ts';

export const connections: Dashboard = {
  name: 'connections',
  title: 'Database connections',
  description: 'PgBouncer between Airflow and its database. RDS itself has its metrics in CloudWatch.',
  sections: [
    {
      title: 'PgBouncer',
      panels: [
        stat('Pods that answer', [{ expr: 'sum(pgbouncer_up) or vector(0)', legend: 'pods' }], {
          thresholds: { yellow: 2, red: 1, below: true },
        }),
        stat('Longest wait', [{ expr: 'max(pgbouncer_pools_client_maxwait_seconds)', legend: 'seconds' }], {
          unit: 's',
          thresholds: { yellow: 1, red: 10 },
        }),
        stat('Clients that wait', [
          { expr: 'sum(pgbouncer_pools_client_waiting_connections)', legend: 'clients' },
        ]),
        timeSeries('Clients', [
          {
            expr: 'sum by (database) (pgbouncer_pools_client_active_connections)',
            legend: '{{database}}: served',
          },
          {
            expr: 'sum by (database) (pgbouncer_pools_client_waiting_connections)',
            legend: '{{database}}: waiting',
          },
        ]),
        timeSeries('Connections to the database', [
          { expr: 'sum(pgbouncer_pools_server_active_connections)', legend: 'busy' },
          { expr: 'sum(pgbouncer_pools_server_idle_connections)', legend: 'idle' },
          { expr: 'sum(pgbouncer_databases_pool_size)', legend: 'most' },
        ]),
        timeSeries('Transactions per second', [
          {
            expr: 'sum by (database) (rate(pgbouncer_stats_sql_transactions_pooled_total[$__rate_interval]))',
            legend: '{{database}}',
          },
        ]),
        timeSeries(
          'Mean duration of a query',
          [
            {
              expr: 'sum by (database) (rate(pgbouncer_stats_queries_duration_seconds_total[$__rate_interval])) / sum by (database) (rate(pgbouncer_stats_queries_pooled_total[$__rate_interval]))',
              legend: '{{database}}',
            },
          ],
          { unit: 's' },
        ),
      ],
    },
  ],
};
