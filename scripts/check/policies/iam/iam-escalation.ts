// Rule policies/iam-escalation: no workload can give itself more rights in AWS.
import { environmentRule } from '../../kit/make-rule.ts';
import { means } from '../kit/iam-actions.ts';
import { grantsIn } from '../kit/iam-grants.ts';

/** Actions that change who may do what, or that run code under the role of something else. */
const escalations = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'eks:AssociateAccessPolicy',
  'eks:CreateAccessEntry',
  'eks:CreatePodIdentityAssociation',
  'eks:UpdatePodIdentityAssociation',
  'kms:PutKeyPolicy',
  'lambda:AddPermission',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  's3:PutBucketPolicy',
  'secretsmanager:PutResourcePolicy',
  'ssm:SendCommand',
  'ssm:StartSession',
];

export const iamEscalation = environmentRule({
  id: 'policies/iam-escalation',
  title: 'No workload can give itself more rights in AWS',
  why: 'Who breaks into it becomes administrator of the account.',
  fix: 'Delete the action. What changes rights belongs into compositions.',
  standards: ['CKV_AWS_286', 'CKV_AWS_287', 'CKV2_AWS_56', 'AVD-AWS-0342'],
  *check(environment) {
    for (const { object, path, statement, isEffective } of grantsIn(environment, 'identity')) {
      for (const action of statement.actions) {
        // Another rule reports what has a wildcard for everything.
        if (action === '*') continue;
        const [found] = escalations.filter((one) => means(action, one) && isEffective(one));
        // Roles that keep their boundary, or get policies from a list, gain nothing that is not in them.
        const isBounded =
          found?.startsWith('iam:') &&
          statement.conditions.some(({ key }) => /^iam:(PermissionsBoundary|PolicyARN)$/i.test(key));
        if (found && !isBounded)
          yield {
            object,
            path,
            what: `${statement.name} allows ${found}, with which its holder gains rights.`,
          };
      }
    }
  },
});
