// What Crossplane may do in AWS for log groups and metric filters.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look } from '../family-access.ts';

/** Rights of provider-aws-cloudwatchlogs. */
export const cloudwatchlogs: FamilyAccess = {
  kinds: ['Group', 'MetricFilter', 'ResourcePolicy'],
  statements: (names) => {
    const { arn, environment, cluster } = names;
    const groups = [
      `/helical/${environment}/*`,
      '/aws/cloudtrail/helical-*',
      `/aws/eks/${cluster}/*`,
      `/aws/elasticache/helical-${environment}-*`,
      `/aws/rds/instance/helical-${environment}-*`,
      `/aws/vendedlogs/prometheus/helical-${environment}`,
      `/aws/vpc/helical-${environment}*`,
      'RDSOSMetrics',
    ];
    return [
      allow(
        'ManageLogGroups',
        [
          'logs:AssociateKmsKey',
          'logs:CreateLogGroup',
          'logs:DeleteLogGroup',
          'logs:DeleteMetricFilter',
          'logs:DescribeMetricFilters',
          'logs:DisassociateKmsKey',
          'logs:ListTagsForResource',
          'logs:PutMetricFilter',
          'logs:PutRetentionPolicy',
          'logs:TagResource',
          'logs:UntagResource',
        ],
        groups.map((group) => arn('logs', `log-group:${group}`)),
      ),
      look(names, [
        'logs:DeleteResourcePolicy',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:PutResourcePolicy',
      ]),
    ];
  },
};
