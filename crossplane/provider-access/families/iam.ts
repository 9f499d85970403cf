// What Crossplane may do in AWS for roles and their policies.
import { allow } from '../../shared/iam-policy.ts';
import { rolePath } from '../../shared/role.ts';
import { type FamilyAccess, type Names, passRole } from '../family-access.ts';

/** Rights of provider-aws-iam. */
export const iam: FamilyAccess = {
  kinds: ['InstanceProfile', 'OpenIDConnectProvider', 'Role', 'RolePolicy', 'RolePolicyAttachment'],
  statements: (names) => {
    const roles = [names.globalArn('iam', `role${rolePath}*`)];
    const bounded = { StringEquals: { 'iam:PermissionsBoundary': [names.boundaryArn] } };
    return [
      // Without the boundary there is no role, and no right can be put on one.
      allow(
        'MakeBoundedRoles',
        ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
        roles,
        bounded,
      ),
      allow('AttachKnownPolicies', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], roles, {
        ...bounded,
        ArnEquals: { 'iam:PolicyARN': names.attachedPolicies },
      }),
      allow(
        'ManageRoles',
        [
          'iam:DeleteRole',
          'iam:GetRole',
          'iam:GetRolePolicy',
          'iam:ListAttachedRolePolicies',
          'iam:ListInstanceProfilesForRole',
          'iam:ListRolePolicies',
          'iam:ListRoleTags',
          'iam:TagRole',
          'iam:UntagRole',
          'iam:UpdateAssumeRolePolicy',
          'iam:UpdateRole',
          'iam:UpdateRoleDescription',
        ],
        roles,
      ),
      allow(
        'ManageInstanceProfiles',
        [
          'iam:AddRoleToInstanceProfile',
          'iam:CreateInstanceProfile',
          'iam:DeleteInstanceProfile',
          'iam:GetInstanceProfile',
          'iam:RemoveRoleFromInstanceProfile',
          'iam:TagInstanceProfile',
          'iam:UntagInstanceProfile',
        ],
        [names.globalArn('iam', `instance-profile/helical-${names.environment}-*`)],
      ),
      allow(
        'ManageIssuer',
        [
          'iam:CreateOpenIDConnectProvider',
          'iam:DeleteOpenIDConnectProvider',
          'iam:GetOpenIDConnectProvider',
          'iam:TagOpenIDConnectProvider',
          'iam:UntagOpenIDConnectProvider',
          'iam:UpdateOpenIDConnectProviderThumbprint',
        ],
        [names.globalArn('iam', `oidc-provider/oidc.eks.${names.region}.amazonaws.com/id/*`)],
      ),
      // An instance profile hands its role to EC2.
      passRole(names, [`helical-${names.environment}-node`], 'ec2.amazonaws.com'),
      denyOwnRoles(names),
    ];
  },
};

/** Whoever could change a provider's role could give itself any right. */
function denyOwnRoles(names: Names) {
  return {
    Sid: 'DenyProviderRoles',
    Effect: 'Deny' as const,
    Action: [
      'iam:AttachRolePolicy',
      'iam:CreateRole',
      'iam:DeleteRole',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PassRole',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
    Resource: [names.globalArn('iam', `role${rolePath}helical-${names.environment}-crossplane-*`)],
  };
}
