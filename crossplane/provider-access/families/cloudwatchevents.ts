// What Crossplane may do in AWS for event rules.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-cloudwatchevents. */
export const cloudwatchevents: FamilyAccess = {
  kinds: ['Rule', 'Target'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageRules',
      [
        'events:DeleteRule',
        'events:DescribeRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:ListTagsForResource',
        'events:ListTargetsByRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      [arn('events', `rule/helical-${environment}-*`)],
    ),
  ],
};
