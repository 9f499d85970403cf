// What Crossplane may do in AWS for metrics workspaces.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, make, useKeys } from '../family-access.ts';

/** Rights of provider-aws-amp. */
export const amp: FamilyAccess = {
  kinds: ['AlertManagerDefinition', 'RuleGroupNamespace', 'Workspace'],
  statements: (names) => {
    const ours = ['workspace/*', 'rulegroupsnamespace/*/*'].map((resource) => names.arn('aps', resource));
    return [
      make(names, ['aps:CreateWorkspace']),
      allow('MakeRules', ['aps:CreateRuleGroupsNamespace', 'aps:TagResource'], ours, names.tagging),
      allow(
        'Manage',
        [
          'aps:CreateAlertManagerDefinition',
          'aps:CreateLoggingConfiguration',
          'aps:DeleteAlertManagerDefinition',
          'aps:DeleteLoggingConfiguration',
          'aps:DeleteRuleGroupsNamespace',
          'aps:DeleteWorkspace',
          'aps:DescribeAlertManagerDefinition',
          'aps:DescribeLoggingConfiguration',
          'aps:DescribeRuleGroupsNamespace',
          'aps:DescribeWorkspace',
          'aps:DescribeWorkspaceConfiguration',
          'aps:ListTagsForResource',
          'aps:PutAlertManagerDefinition',
          'aps:PutRuleGroupsNamespace',
          'aps:TagResource',
          'aps:UntagResource',
          'aps:UpdateLoggingConfiguration',
          'aps:UpdateWorkspaceAlias',
        ],
        ours,
        names.tagged,
      ),
      // AMP sets up the delivery of its log in the name of who asks for it (AMP: logging configuration).
      look(names, [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:UpdateLogDelivery',
      ]),
      useKeys(names, ['aps']),
    ];
  },
};
