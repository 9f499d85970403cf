// Grafana looks at a metrics workspace that is known.
import { environmentRule } from './kit/rule.ts';

export const grafanaMetrics = environmentRule({
  id: 'environment/grafana-metrics',
  reads: ['observability.grafana', 'observability.metricsWorkspaceId'],
  why: 'The role and the data source of Grafana name the one workspace that it may query.',
  check: ({ observability: { grafana, metricsWorkspaceId } }) =>
    grafana !== undefined && metricsWorkspaceId === undefined
      ? [
          {
            path: 'observability.metricsWorkspaceId',
            what: 'There is a Grafana, and no metrics workspace for it.',
            fix: 'Sync once without grafana, then record the id that the MetricsWorkspace shows in its status.',
          },
        ]
      : [],
});
