// The data source of Grafana: one Managed Prometheus workspace, queried with the role of the Grafana workspace.
import type { ComposedTemplate } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { dataSourceUid, grafanaApiVersion, type IGrafanaDatasource, instanceLabel } from './kinds.ts';

/** Where the metrics are, and which Grafana looks at them. */
interface Facts {
  region: Ref<string>;
  metricsWorkspaceId: Ref<string>;
  /** Name of the composite resource. */
  name: Ref<string>;
}

export function dataSource({
  region,
  metricsWorkspaceId,
  name,
}: Facts): ComposedTemplate<IGrafanaDatasource> {
  return {
    apiVersion: grafanaApiVersion,
    kind: 'GrafanaDatasource',
    spec: {
      instanceSelector: { matchLabels: { [instanceLabel]: name } },
      uid: dataSourceUid,
      datasource: {
        name: 'Managed Prometheus',
        type: 'prometheus',
        access: 'proxy',
        isDefault: true,
        editable: false,
        url: format`https://aps-workspaces.${region}.amazonaws.com/workspaces/${metricsWorkspaceId}/`,
        jsonData: {
          httpMethod: 'POST',
          sigV4Auth: true,
          sigV4AuthType: 'workspace-iam-role',
          sigV4Region: region,
        },
      },
    },
  };
}
