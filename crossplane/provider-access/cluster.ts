// Rights of the families that make networks, clusters and roles.
import { allow } from '../shared/iam-policy.ts';
import { rolePath } from '../shared/role.ts';
import { type FamilyAccess, look, make, type Names, passRole, useKeys } from './family-access.ts';

const ec2Types = [
  'elastic-ip',
  'internet-gateway',
  'launch-template',
  'natgateway',
  'route-table',
  'security-group',
  'security-group-rule',
  'subnet',
  'vpc',
  'vpc-endpoint',
  'vpc-flow-log',
] as const;

const ec2: FamilyAccess = {
  kinds: [
    'DefaultSecurityGroup',
    'EIP',
    'FlowLog',
    'InternetGateway',
    'LaunchTemplate',
    'NATGateway',
    'Route',
    'RouteTable',
    'RouteTableAssociation',
    'SecurityGroup',
    'SecurityGroupIngressRule',
    'Subnet',
    'Tag',
    'VPC',
    'VPCEndpoint',
    'VPCEndpointRouteTableAssociation',
    'VPCEndpointSecurityGroupAssociation',
    'VPCEndpointSubnetAssociation',
  ],
  statements: (names) => {
    const all = ec2Types.map((type) => names.arn('ec2', `${type}/*`));
    const creations = [
      'ec2:AllocateAddress',
      'ec2:CreateFlowLogs',
      'ec2:CreateInternetGateway',
      'ec2:CreateLaunchTemplate',
      'ec2:CreateNatGateway',
      'ec2:CreateRouteTable',
      'ec2:CreateSecurityGroup',
      'ec2:CreateSubnet',
      'ec2:CreateVpc',
      'ec2:CreateVpcEndpoint',
    ];
    return [
      allow('Make', creations, all, names.tagging),
      // What is made lies in something: a subnet in a VPC, a gateway in a subnet. It need not be ours.
      allow(
        'MakeIn',
        creations.filter(
          (action) => !/AllocateAddress|CreateInternetGateway|CreateLaunchTemplate|CreateVpc$/.test(action),
        ),
        ['elastic-ip', 'route-table', 'security-group', 'subnet', 'vpc'].map((type) =>
          names.arn('ec2', `${type}/*`),
        ),
      ),
      allow('TagWhatItMakes', ['ec2:CreateTags'], all, {
        StringEquals: {
          'aws:RequestTag/environment': [names.environment],
          'ec2:CreateAction': [...creations, 'ec2:AuthorizeSecurityGroupIngress'].map((action) =>
            action.slice(4),
          ),
        },
      }),
      allow(
        'Manage',
        [
          'ec2:AssociateRouteTable',
          'ec2:AttachInternetGateway',
          'ec2:AuthorizeSecurityGroupIngress',
          'ec2:CreateLaunchTemplateVersion',
          'ec2:CreateRoute',
          'ec2:CreateTags',
          'ec2:DeleteFlowLogs',
          'ec2:DeleteInternetGateway',
          'ec2:DeleteLaunchTemplate',
          'ec2:DeleteNatGateway',
          'ec2:DeleteRoute',
          'ec2:DeleteRouteTable',
          'ec2:DeleteSecurityGroup',
          'ec2:DeleteSubnet',
          'ec2:DeleteTags',
          'ec2:DeleteVpc',
          'ec2:DeleteVpcEndpoints',
          'ec2:DetachInternetGateway',
          'ec2:DisassociateRouteTable',
          'ec2:ModifyLaunchTemplate',
          'ec2:ModifySecurityGroupRules',
          'ec2:ModifySubnetAttribute',
          'ec2:ModifyVpcAttribute',
          'ec2:ModifyVpcEndpoint',
          'ec2:ReleaseAddress',
          'ec2:ReplaceRoute',
          'ec2:ReplaceRouteTableAssociation',
          'ec2:RevokeSecurityGroupEgress',
          'ec2:RevokeSecurityGroupIngress',
          'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
        ],
        all,
        names.tagged,
      ),
      look(names, [
        'ec2:DescribeAddresses',
        'ec2:DescribeAddressesAttribute',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeFlowLogs',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeNatGateways',
        'ec2:DescribeNetworkAcls',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribePrefixLists',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroupRules',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcAttribute',
        'ec2:DescribeVpcEndpoints',
        'ec2:DescribeVpcs',
      ]),
      passRole(names, ['*-flow-logs'], 'vpc-flow-logs.amazonaws.com'),
    ];
  },
};

const eks: FamilyAccess = {
  kinds: [
    'AccessEntry',
    'AccessPolicyAssociation',
    'Addon',
    'Cluster',
    'NodeGroup',
    'PodIdentityAssociation',
  ],
  statements: (names) => {
    const { arn, cluster } = names;
    const parts = ['addon', 'nodegroup', 'access-entry', 'podidentityassociation'];
    return [
      make(names, ['eks:CreateCluster']),
      allow(
        'ManageCluster',
        [
          'eks:AssociateAccessPolicy',
          'eks:AssociateEncryptionConfig',
          'eks:CreateAccessEntry',
          'eks:CreateAddon',
          'eks:CreateNodegroup',
          'eks:CreatePodIdentityAssociation',
          'eks:DeleteAccessEntry',
          'eks:DeleteAddon',
          'eks:DeleteCluster',
          'eks:DeleteNodegroup',
          'eks:DeletePodIdentityAssociation',
          'eks:DescribeAccessEntry',
          'eks:DescribeAddon',
          'eks:DescribeCluster',
          'eks:DescribeNodegroup',
          'eks:DescribePodIdentityAssociation',
          'eks:DescribeUpdate',
          'eks:DisassociateAccessPolicy',
          'eks:ListAssociatedAccessPolicies',
          'eks:ListPodIdentityAssociations',
          'eks:ListTagsForResource',
          'eks:TagResource',
          'eks:UntagResource',
          'eks:UpdateAccessEntry',
          'eks:UpdateAddon',
          'eks:UpdateClusterConfig',
          'eks:UpdateClusterVersion',
          'eks:UpdateNodegroupConfig',
          'eks:UpdateNodegroupVersion',
          'eks:UpdatePodIdentityAssociation',
        ],
        [arn('eks', `cluster/${cluster}`), ...parts.map((part) => arn('eks', `${part}/${cluster}/*`))],
      ),
      look(names, ['eks:DescribeAddonVersions']),
      // EKS starts and tags the nodes of a node group in the name of who asks for it.
      allow(
        'StartNodes',
        ['ec2:RunInstances', 'ec2:CreateTags'],
        [arn('ec2', 'launch-template/*')],
        names.tagged,
      ),
      useKeys(names, ['eks', 'ec2']),
      passRole(
        names,
        ['control-plane', 'system-nodes', 'addon-*'].map((role) => `${cluster}-${role}`),
        'eks.amazonaws.com',
      ),
    ];
  },
};

const iam: FamilyAccess = {
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

/** Families that make networks, clusters and roles. */
export const clusterFamilies = { ec2, eks, iam };
