// Dashboard "Metrics collection": whether what the other dashboards show is complete, and what it costs.
import type { Dashboard } from './kit/dashboard.ts';
import { stat, table, timeSeries } from './kit/panel.ts';

export const collection: Dashboard = {
  name: 'collection',
  title: 'Metrics collection',
  description: 'Targets of the collector, and the samples that each of them gives.',
  sections: [
    {
      title: 'Targets',
      panels: [
        stat('Targets that answer', [{ expr: 'sum(up)', legend: 'targets' }]),
        stat('Targets that don’t', [{ expr: 'count(up == 0) or vector(0)', legend: 'targets' }], {
          thresholds: { red: 1 },
        }),
        table(
          'Targets by job',
          ['job'],
          [
            { expr: 'sum by (job) (up)', legend: 'answer' },
            { expr: 'count by (job) (up)', legend: 'all' },
            { expr: 'sum by (job) (scrape_samples_scraped)', legend: 'samples of a scrape' },
          ],
          { width: 16 },
        ),
        timeSeries(
          'Samples of a scrape',
          [{ expr: 'sum by (job) (scrape_samples_scraped)', legend: '{{job}}' }],
          { stacked: true, description: 'Before the collector drops what nobody asked for.' },
        ),
        timeSeries(
          'Slowest scrape',
          [{ expr: 'max by (job) (scrape_duration_seconds)', legend: '{{job}}' }],
          { unit: 's' },
        ),
      ],
    },
  ],
};
