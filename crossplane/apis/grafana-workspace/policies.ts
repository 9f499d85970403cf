// The role of Grafana: assumed by our workspaces only, allowed to query one metrics workspace.
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

interface Facts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly metricsWorkspaceId: Ref<string>;
}

/** Who may assume the role. The id of the workspace is not known yet when the role is made. */
export function grafanaTrust({ accountId, region }: Facts): Ref<string> {
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'GrafanaOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'grafana.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          StringLike: { 'aws:SourceArn': format`arn:aws:grafana:${region}:${accountId}:/workspaces/*` },
        },
      },
    ],
  });
}

/** What the role may do: read metrics, rules and alerts of one workspace. */
export function queryMetrics({ accountId, region, metricsWorkspaceId }: Facts): Ref<string> {
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'QueryMetrics',
        Effect: 'Allow',
        Action: [
          'aps:DescribeWorkspace',
          'aps:GetLabels',
          'aps:GetMetricMetadata',
          'aps:GetSeries',
          'aps:ListAlerts',
          'aps:ListRules',
          'aps:QueryMetrics',
        ],
        Resource: format`arn:aws:aps:${region}:${accountId}:workspace/${metricsWorkspaceId}`,
      },
    ],
  });
}
