// What Crossplane may do in AWS for queues.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-sqs. */
export const sqs: FamilyAccess = {
  kinds: ['Queue', 'QueuePolicy'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageQueues',
      [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListQueueTags',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      [arn('sqs', `helical-${environment}-*`)],
    ),
  ],
};
