// What Crossplane may do in AWS for networks and node templates.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, passRole } from '../family-access.ts';

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

/** Rights of provider-aws-ec2. */
export const ec2: FamilyAccess = {
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
