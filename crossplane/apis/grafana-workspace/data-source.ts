// Settings of Grafana's data source, for whoever sets Grafana up over its API.
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

/** A data source as Grafana's API takes it. Grafana signs its queries with the role of the workspace. */
export function dataSource(region: Ref<string>, metricsWorkspaceId: Ref<string>): Ref<string> {
  return document({
    name: 'Managed Prometheus',
    uid: 'managed-prometheus',
    type: 'prometheus',
    access: 'proxy',
    isDefault: true,
    url: format`https://aps-workspaces.${region}.amazonaws.com/workspaces/${metricsWorkspaceId}/`,
    jsonData: {
      httpMethod: 'POST',
      sigV4Auth: true,
      sigV4AuthType: 'workspace-iam-role',
      sigV4Region: region,
    },
  });
}
