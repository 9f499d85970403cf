// What the AWS Load Balancer Controller may do: manage load balancers that carry the tag of this cluster.
// Facts: its published policy, without Shield, WAF and Cognito, which are not used.
import { allow, type PolicyDocument, policy } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { arnPrefix } from '../kit/permissions.ts';

const clusterTag = 'elbv2.k8s.aws/cluster';

export function loadBalancerControllerPolicy(environment: Environment): PolicyDocument {
  const { region, accountId } = environment.account;
  const elb = arnPrefix(environment, 'elasticloadbalancing');
  const ec2 = arnPrefix(environment, 'ec2');
  const cluster = environment.cluster.name;
  const requested = { StringEquals: { [`aws:RequestTag/${clusterTag}`]: [cluster] } };
  const owned = { StringEquals: { [`aws:ResourceTag/${clusterTag}`]: [cluster] } };
  const balancers = [`${elb}loadbalancer/app/*/*`, `${elb}targetgroup/*/*`];
  const listeners = [`${elb}listener/app/*/*/*`, `${elb}listener-rule/app/*/*/*/*`];
  const groups = [`${ec2}security-group/*`];
  return policy(
    allow(
      'Discover',
      [
        'acm:DescribeCertificate',
        'acm:ListCertificates',
        'ec2:DescribeAccountAttributes',
        'ec2:DescribeAvailabilityZones',
        'ec2:DescribeInstances',
        'ec2:DescribeInternetGateways',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeTags',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
        'elasticloadbalancing:Describe*',
      ],
      // These know no resource.
      ['*'],
      { StringEquals: { 'aws:RequestedRegion': [region] } },
    ),
    allow(
      'MakeServiceLinkedRole',
      ['iam:CreateServiceLinkedRole'],
      [`arn:aws:iam::${accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`],
      { StringEquals: { 'iam:AWSServiceName': ['elasticloadbalancing.amazonaws.com'] } },
    ),
    allow('MakeSecurityGroups', ['ec2:CreateSecurityGroup'], [`${ec2}vpc/${environment.network.vpcId}`]),
    allow('MakeTaggedSecurityGroups', ['ec2:CreateSecurityGroup'], groups, requested),
    allow('TagNewSecurityGroups', ['ec2:CreateTags'], groups, {
      StringEquals: { ...requested.StringEquals, 'ec2:CreateAction': ['CreateSecurityGroup'] },
    }),
    allow(
      'ManageOwnSecurityGroups',
      [
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:CreateTags',
        'ec2:DeleteSecurityGroup',
        'ec2:DeleteTags',
        'ec2:RevokeSecurityGroupIngress',
      ],
      groups,
      owned,
    ),
    // The group of the nodes admits the load balancer; it belongs to EKS and carries no tag of the controller.
    allow(
      'AdmitToNodes',
      ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
      [`${ec2}security-group/${environment.cluster.securityGroupId}`],
    ),
    allow(
      'MakeLoadBalancers',
      ['elasticloadbalancing:CreateLoadBalancer', 'elasticloadbalancing:CreateTargetGroup'],
      balancers,
      requested,
    ),
    allow('TagNewLoadBalancers', ['elasticloadbalancing:AddTags'], balancers, {
      StringEquals: {
        ...requested.StringEquals,
        'elasticloadbalancing:CreateAction': ['CreateTargetGroup', 'CreateLoadBalancer'],
      },
    }),
    allow(
      'ManageOwnLoadBalancers',
      [
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      balancers,
      owned,
    ),
    allow(
      'ManageOwnListeners',
      [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetRulePriorities',
      ],
      listeners,
    ),
    allow(
      'RegisterPods',
      ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
      [`${elb}targetgroup/*/*`],
    ),
  );
}
