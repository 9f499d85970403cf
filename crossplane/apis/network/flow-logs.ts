// Flow logs: who talked to whom in the VPC, in a log group that was made before the first line.
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type { IFlowLog, IVPC } from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Symbolic } from '../../engine/ref.ts';
import { logGroup } from '../../shared/log-group.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { boundedRole } from '../../shared/role.ts';
import { keeper, type NetworkContext } from './context.ts';

/** Adds the log group, the role that may write to it and to nothing else, and the flow log. */
export function composeFlowLogs(context: NetworkContext, vpc: Symbolic<IVPC>): void {
  const { spec, status, resource } = context;
  const { region, tags, accountId, networkName } = spec;
  const keep = keeper(context);
  const groupName = format`/aws/vpc/${networkName}/flow-logs`;
  const group = resource<IGroup>(
    'network-flow-logs-group',
    keep(
      logGroup({
        name: groupName,
        region,
        retentionDays: spec.flowLogRetentionDays,
        keyArn: status.logsKeyArn,
        tags,
      }),
    ),
  );
  const role = resource<IRole>(
    'network-flow-logs-role',
    keep(
      boundedRole({
        accountId,
        roleName: format`${networkName}-flow-logs`,
        permissionsBoundary: spec.permissionsBoundary,
        description: format`Writes the flow logs of ${networkName}`,
        trust: document({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'FlowLogsOfThisAccount',
              Effect: 'Allow',
              Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: {
                StringEquals: { 'aws:SourceAccount': accountId },
                // AWS gives the flow log its id only after it has the role.
                ArnLike: { 'aws:SourceArn': format`arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
              },
            },
          ],
        }),
        tags,
      }),
    ),
  );
  resource<IRolePolicy>(
    'network-flow-logs-policy',
    keep({
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': 'write-flow-logs' } },
      spec: {
        forProvider: {
          roleRef: { name: role.metadata.name },
          policy: document({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'WriteToTheLogGroup',
                Effect: 'Allow',
                Action: [
                  'logs:CreateLogStream',
                  'logs:DescribeLogGroups',
                  'logs:DescribeLogStreams',
                  'logs:PutLogEvents',
                ],
                Resource: format`arn:aws:logs:${region}:${accountId}:log-group:${groupName}:*`,
              },
            ],
          }),
        },
      },
    }),
  );
  resource<IFlowLog>(
    'network-flow-logs',
    keep({
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'FlowLog',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          trafficType: 'ALL',
          logDestinationType: 'cloud-watch-logs',
          logDestinationRef: { name: group.metadata.name },
          iamRoleArnRef: { name: role.metadata.name },
          // Seconds. The other choice is 60, with up to ten times the records.
          maxAggregationInterval: 600,
          tags: namedTags(tags, networkName),
        },
      },
    }),
  );
}
