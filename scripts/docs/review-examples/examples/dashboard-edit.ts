// A pull request that puts a panel into a dashboard and changes the query of another.
import type { ReviewExample } from '../example.ts';

const file = 'charts/observability/dashboards/workers.ts';

export const dashboardEdit: ReviewExample = {
  name: 'dashboard-edit',
  title: 'A dashboard edit',
  shows: 'The new panel and the changed query, and not the hundred places and ids that move along.',
  edit(sources) {
    sources.replace(
      file,
      "    timeSeries('Restarts of workers, per hour', [",
      "    timeSeries('Tasks sent to workers, per minute', [\n      { expr: 'sum by (queue) (rate(airflow_ti_start_total[5m])) * 60', legend: '{{queue}}' },\n    ]),\n    timeSeries('Restarts of workers, per day', [",
    );
    sources.replace(file, '[1h])) > 0`,', '[1d])) > 0`,');
  },
};
