// What Crossplane may do in AWS for topics.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-sns. */
export const sns: FamilyAccess = {
  kinds: ['Topic', 'TopicPolicy', 'TopicSubscription'],
  statements: ({ arn, environment }) => [
    allow(
      'ManageTopics',
      [
        'sns:CreateTopic',
        'sns:DeleteTopic',
        'sns:GetSubscriptionAttributes',
        'sns:GetTopicAttributes',
        'sns:ListSubscriptionsByTopic',
        'sns:ListTagsForResource',
        'sns:SetSubscriptionAttributes',
        'sns:SetTopicAttributes',
        'sns:Subscribe',
        'sns:TagResource',
        'sns:Unsubscribe',
        'sns:UntagResource',
      ],
      [arn('sns', `helical-${environment}-*`)],
    ),
  ],
};
