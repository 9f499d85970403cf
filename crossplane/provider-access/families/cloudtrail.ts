// What Crossplane may do in AWS for the audit trail.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, passRole } from '../family-access.ts';

/** Rights of provider-aws-cloudtrail. */
export const cloudtrail: FamilyAccess = {
  kinds: ['Trail'],
  statements: (names) => [
    allow(
      'ManageTrail',
      [
        'cloudtrail:AddTags',
        'cloudtrail:CreateTrail',
        'cloudtrail:DeleteTrail',
        'cloudtrail:GetEventSelectors',
        'cloudtrail:GetInsightSelectors',
        'cloudtrail:GetTrail',
        'cloudtrail:GetTrailStatus',
        'cloudtrail:ListTags',
        'cloudtrail:PutEventSelectors',
        'cloudtrail:RemoveTags',
        'cloudtrail:StartLogging',
        'cloudtrail:StopLogging',
        'cloudtrail:UpdateTrail',
      ],
      [names.arn('cloudtrail', `trail/helical-${names.environment}`)],
    ),
    look(names, ['cloudtrail:DescribeTrails']),
    passRole(names, [`helical-${names.environment}-cloudtrail`], 'cloudtrail.amazonaws.com'),
  ],
};
