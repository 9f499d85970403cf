// What Crossplane may do in AWS for alarms.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-cloudwatch. */
export const cloudwatch: FamilyAccess = {
  kinds: ['MetricAlarm'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageAlarms',
      [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:DescribeAlarms',
        'cloudwatch:ListTagsForResource',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      [arn('cloudwatch', `alarm:helical-${environment}-*`)],
    ),
  ],
};
