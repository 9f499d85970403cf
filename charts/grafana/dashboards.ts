// The dashboards as objects of the Grafana operator, in one folder of Grafana.
import type { Chart } from 'cdk8s';
import {
  grafanaApiVersion,
  type IGrafanaDashboard,
  type IGrafanaFolder,
  instanceLabel,
} from '../../crossplane/apis/grafana-workspace/kinds.ts';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { dashboardsOf } from '../observability/dashboards/index.ts';
import { dashboardJson } from '../observability/dashboards/kit/dashboard-json.ts';
import { namespace, workspaceName } from './names.ts';

const folder = 'helical';
const instanceSelector = { matchLabels: { [instanceLabel]: workspaceName } };

export function addDashboards(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, 'grafana');
  manifest<IGrafanaFolder>(chart, {
    apiVersion: grafanaApiVersion,
    kind: 'GrafanaFolder',
    metadata: { name: folder, namespace, labels },
    spec: { instanceSelector, uid: folder, title: 'Helical' },
  });
  for (const dashboard of dashboardsOf(environment)) {
    manifest<IGrafanaDashboard>(chart, {
      apiVersion: grafanaApiVersion,
      kind: 'GrafanaDashboard',
      metadata: { name: dashboard.name, namespace, labels },
      spec: {
        instanceSelector,
        uid: `helical-${dashboard.name}`,
        folderRef: folder,
        json: dashboardJson(dashboard),
      },
    });
  }
}
