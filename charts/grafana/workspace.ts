// The Managed Grafana workspace; its composition tells the Grafana operator about it.
import type { Chart } from 'cdk8s';
import { grafanaWorkspace } from '../../crossplane/apis/grafana-workspace/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { namespace, workspaceName } from './names.ts';

type Grafana = NonNullable<Environment['observability']['grafana']>;

export function addWorkspace(
  chart: Chart,
  environment: Environment,
  grafana: Grafana,
  metricsWorkspaceId: string,
): void {
  const { account } = environment;
  compositeResource(chart, environment, grafanaWorkspace, {
    name: workspaceName,
    namespace,
    spec: {
      accountId: account.accountId,
      region: account.region,
      workspaceName: `helical-${environment.name}`,
      workspaceId: grafana.workspaceId,
      metricsWorkspaceId,
      roleName: roleName(environment, 'grafana'),
      permissionsBoundary: account.permissionsBoundary,
      adminGroupIds: grafana.adminGroupIds,
      viewerGroupIds: grafana.viewerGroupIds,
      prefixListIds: grafana.prefixListIds,
      vpcEndpointIds: grafana.vpcEndpointIds,
      // Data sources need it (Grafana: roles and permissions).
      apiKeyRole: 'ADMIN',
      apiKeyDays: 30,
      deletionProtection: true,
      tags: environmentTags(environment),
    },
  });
}
