// What Crossplane may do in AWS for Grafana workspaces.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, make, passRole } from '../family-access.ts';

/** Rights of provider-aws-grafana. */
export const grafana: FamilyAccess = {
  kinds: ['RoleAssociation', 'Workspace', 'WorkspaceAPIKey'],
  statements: (names) => {
    const ours = [names.arn('grafana', '/workspaces/*')];
    return [
      make(names, ['grafana:CreateWorkspace']),
      allow('TagNew', ['grafana:TagResource'], ours, names.tagging),
      allow(
        'Manage',
        [
          'grafana:CreateWorkspaceApiKey',
          'grafana:DeleteWorkspace',
          'grafana:DeleteWorkspaceApiKey',
          'grafana:DescribeWorkspace',
          'grafana:DescribeWorkspaceAuthentication',
          'grafana:DescribeWorkspaceConfiguration',
          'grafana:ListPermissions',
          'grafana:ListTagsForResource',
          'grafana:TagResource',
          'grafana:UntagResource',
          'grafana:UpdatePermissions',
          'grafana:UpdateWorkspace',
          'grafana:UpdateWorkspaceAuthentication',
          'grafana:UpdateWorkspaceConfiguration',
        ],
        ours,
        names.tagged,
      ),
      // Single sign-on: Grafana becomes an application of IAM Identity Center, with its groups (Grafana: prerequisites).
      look(names, [
        'sso:CreateManagedApplicationInstance',
        'sso:DescribeRegisteredRegions',
        'sso:GetManagedApplicationInstance',
        'sso:GetProfile',
        'sso:ListDirectoryAssociations',
        'sso:ListProfileAssociations',
        'sso:ListProfiles',
        'sso:AssociateProfile',
        'sso:DisassociateProfile',
        'sso-directory:DescribeGroup',
        'sso-directory:DescribeUser',
      ]),
      passRole(names, [`helical-${names.environment}-grafana`], 'grafana.amazonaws.com'),
    ];
  },
};
