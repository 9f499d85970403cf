// What Crossplane may do in AWS for the access analyzer.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-accessanalyzer. */
export const accessanalyzer: FamilyAccess = {
  kinds: ['Analyzer'],
  statements: ({ arn, globalArn, environment }) => [
    allow(
      'ManageAnalyzer',
      [
        'access-analyzer:CreateAnalyzer',
        'access-analyzer:DeleteAnalyzer',
        'access-analyzer:GetAnalyzer',
        'access-analyzer:ListTagsForResource',
        'access-analyzer:TagResource',
        'access-analyzer:UntagResource',
        'access-analyzer:UpdateAnalyzer',
      ],
      [arn('access-analyzer', `analyzer/helical-${environment}`)],
    ),
    allow(
      'MakeServiceRole',
      ['iam:CreateServiceLinkedRole'],
      [globalArn('iam', 'role/aws-service-role/access-analyzer.amazonaws.com/*')],
      { StringEquals: { 'iam:AWSServiceName': ['access-analyzer.amazonaws.com'] } },
    ),
  ],
};
