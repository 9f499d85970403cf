// The workload `grafana`: the Managed Grafana workspace, its dashboards, and the renewal of its API key.
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addDashboards } from './dashboards.ts';
import { addKeyRenewal } from './key-renewal.ts';
import { namespace } from './names.ts';
import { addWorkspace } from './workspace.ts';

export const grafana: Workload = {
  name: 'grafana',
  namespace,
  wave: applicationWaves.dashboards,
  neededBy: ({ observability }) => observability.grafana !== undefined,
  build(chart, environment) {
    const { grafana: wanted, metricsWorkspaceId } = environment.observability;
    // A rule of environments holds that a Grafana knows its metrics workspace.
    if (!wanted || metricsWorkspaceId === undefined) return;
    addWorkspace(chart, environment, wanted, metricsWorkspaceId);
    addKeyRenewal(chart, environment);
    addDashboards(chart, environment);
  },
};
