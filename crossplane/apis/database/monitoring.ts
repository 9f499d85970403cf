// Enhanced monitoring: the role that RDS writes the metrics of the operating system with.
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../../engine/cloud-api.ts';
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { boundedRole } from '../../shared/role.ts';

/** The one log group of an account and region that RDS writes these metrics to. Its name can't be chosen. */
export const osMetricsLogGroup = 'RDSOSMetrics';

interface Facts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly identifier: Ref<string>;
  readonly monitoringRoleName: Ref<string>;
  readonly permissionsBoundary: Ref<string>;
  readonly tags: Ref<Record<string, string>>;
}

/** The role. RDS may assume it for the instances of this account only. */
export function monitoringRole(facts: Facts): ComposedTemplate<IRole> {
  const { accountId, region, identifier, monitoringRoleName, permissionsBoundary, tags } = facts;
  return boundedRole({
    accountId,
    roleName: monitoringRoleName,
    permissionsBoundary,
    description: format`Enhanced monitoring of ${identifier}`,
    trust: document({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Monitor',
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': accountId },
            ArnLike: { 'aws:SourceArn': format`arn:aws:rds:${region}:${accountId}:db:${identifier}*` },
          },
        },
      ],
    }),
    tags,
  });
}

/** Writing to the log group, which is made beforehand with retention and key: making one is not in its power. */
export function monitoringPolicy(
  { accountId, region }: Facts,
  role: Ref<string>,
): ComposedTemplate<IRolePolicy> {
  const group = format`arn:aws:logs:${region}:${accountId}:log-group:${osMetricsLogGroup}`;
  return {
    apiVersion: 'iam.aws.m.upbound.io/v1beta1',
    kind: 'RolePolicy',
    metadata: { annotations: { 'crossplane.io/external-name': 'permissions' } },
    spec: {
      forProvider: {
        roleRef: { name: role },
        policy: document({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'WriteOsMetrics',
              Effect: 'Allow',
              Action: [
                'logs:CreateLogStream',
                'logs:DescribeLogStreams',
                'logs:GetLogEvents',
                'logs:PutLogEvents',
              ],
              Resource: [group, format`${group}:log-stream:*`],
            },
          ],
        }),
      },
    },
  };
}
