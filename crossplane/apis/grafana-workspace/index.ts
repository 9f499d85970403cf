// GrafanaWorkspace: Managed Grafana that may query one metrics workspace, with sign-on, roles and an API key.
import type {
  IRoleAssociation,
  IWorkspace,
  IWorkspaceAPIKey,
} from '@crossplane-models/provider-upjet-aws/grafana.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format, map } from '../../engine/combinators.ts';
import { protectedBy } from '../../shared/protection.ts';
import { boundedRole } from '../../shared/role.ts';
import { dataSource } from './data-source.ts';
import { grafanaApiVersion, type IGrafana, type IGrafanaDatasource, instanceLabel } from './kinds.ts';
import { grafanaTrust, queryMetrics } from './policies.ts';
import { keySeconds, spec, status } from './spec.ts';

export type { GrafanaWorkspaceSpec } from './spec.ts';

const apiVersion = 'grafana.aws.m.upbound.io/v1beta1';

export const grafanaWorkspace = cloudApi({
  kind: 'GrafanaWorkspace',
  plural: 'grafanaworkspaces',
  description:
    'A Managed Grafana workspace with single sign-on that queries one metrics workspace, made known to the Grafana operator, so that dashboards find it. Its API key is in a Secret.',
  stateful: true,
  spec,
  status,
  variants: ['default'],
  compose({ spec, status, name, resource, publish }) {
    const { accountId, region, tags } = spec;
    const role = resource<IRole>(
      'grafana-role',
      boundedRole({
        accountId,
        roleName: spec.roleName,
        permissionsBoundary: spec.permissionsBoundary,
        description: format`Queries of Grafana workspace ${spec.workspaceName}`,
        trust: grafanaTrust(spec),
        tags,
      }),
    );
    resource<IRolePolicy>('grafana-role-policy', {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': 'permissions' } },
      spec: { forProvider: { roleRef: { name: role.metadata.name }, policy: queryMetrics(spec) } },
    });
    const workspace = resource<IWorkspace>('grafana-workspace', {
      apiVersion,
      kind: 'Workspace',
      metadata: { annotations: { 'crossplane.io/external-name': spec.workspaceId } },
      spec: {
        managementPolicies: protectedBy(spec.deletionProtection),
        forProvider: {
          region,
          name: spec.workspaceName,
          description: 'Dashboards of the platform',
          accountAccessType: 'CURRENT_ACCOUNT',
          authenticationProviders: ['AWS_SSO'],
          // Ours, not one that AWS makes: that one could query every workspace of the account.
          permissionType: 'CUSTOMER_MANAGED',
          roleArnRef: { name: role.metadata.name },
          dataSources: ['PROMETHEUS'],
          grafanaVersion: '10.4',
          configuration: JSON.stringify({
            plugins: { pluginAdminEnabled: false },
            unifiedAlerting: { enabled: true },
          }),
          networkAccessControl: { prefixListIds: spec.prefixListIds, vpceIds: spec.vpcEndpointIds },
          tags,
        },
      },
    });
    const workspaceIdRef = { name: workspace.metadata.name };
    resource<IRoleAssociation>('grafana-admins', {
      apiVersion,
      kind: 'RoleAssociation',
      spec: { forProvider: { region, workspaceIdRef, role: 'ADMIN', groupIds: spec.adminGroupIds } },
    });
    resource<IRoleAssociation>('grafana-viewers', {
      apiVersion,
      kind: 'RoleAssociation',
      spec: { forProvider: { region, workspaceIdRef, role: 'VIEWER', groupIds: spec.viewerGroupIds } },
    });
    // The provider can't see that a key expired (https://github.com/hashicorp/terraform-provider-aws/issues/27123):
    // something deletes this object before its days are over, and Crossplane makes a new key in the same Secret.
    resource<IWorkspaceAPIKey>('grafana-api-key', {
      apiVersion,
      kind: 'WorkspaceAPIKey',
      spec: {
        forProvider: {
          region,
          workspaceIdRef,
          keyName: format`${name}-crossplane`,
          keyRole: spec.apiKeyRole,
          secondsToLive: map(spec.apiKeyDays, keySeconds),
        },
        writeConnectionSecretToRef: { name: format`${name}-grafana-api-key` },
      },
    });
    // Both are of the Grafana operator: it signs in at the workspace with the key, and adds the data source.
    resource<IGrafana>(
      'grafana-instance',
      {
        apiVersion: grafanaApiVersion,
        kind: 'Grafana',
        metadata: { labels: { [instanceLabel]: name } },
        spec: {
          external: {
            url: format`https://${status.endpoint}`,
            // The provider names a secret field of AWS by its name in Terraform.
            apiKey: { name: format`${name}-grafana-api-key`, key: 'attribute.key' },
          },
        },
      },
      { readiness: 'exists' },
    );
    resource<IGrafanaDatasource>(
      'grafana-data-source',
      dataSource({ region, metricsWorkspaceId: spec.metricsWorkspaceId, name }),
      { readiness: 'exists' },
    );
    publish({
      workspaceId: workspace.status.atProvider.id,
      workspaceArn: workspace.status.atProvider.arn,
      endpoint: workspace.status.atProvider.endpoint,
      roleArn: role.status.atProvider.arn,
    });
  },
});
