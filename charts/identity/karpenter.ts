// What Karpenter's controller may do: make and remove nodes of this cluster, and nothing that carries no tag of it.
// Facts: https://karpenter.sh/docs/reference/cloudformation/

import { roleArn } from '../../crossplane/roles.ts';
import { allow, type PolicyDocument, policy } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';
import { arnPrefix, useOfKey } from '../kit/permissions.ts';

export function karpenterPolicy(environment: Environment): PolicyDocument {
  const { region } = environment.account;
  const cluster = environment.cluster.name;
  const ownCluster = `kubernetes.io/cluster/${cluster}`;
  const ec2 = (type: string): string => `arn:aws:ec2:${region}:*:${type}/*`;
  const created = [
    'fleet',
    'instance',
    'volume',
    'network-interface',
    'launch-template',
    'spot-instances-request',
  ];
  const requested = {
    StringEquals: {
      [`aws:RequestTag/${ownCluster}`]: ['owned'],
      'aws:RequestTag/eks:eks-cluster-name': [cluster],
    },
    StringLike: { 'aws:RequestTag/karpenter.sh/nodepool': ['*'] },
  };
  const owned = {
    StringEquals: { [`aws:ResourceTag/${ownCluster}`]: ['owned'] },
    StringLike: { 'aws:ResourceTag/karpenter.sh/nodepool': ['*'] },
  };
  return policy(
    allow(
      'LaunchFrom',
      ['ec2:RunInstances', 'ec2:CreateFleet'],
      [
        `arn:aws:ec2:${region}::image/*`,
        `arn:aws:ec2:${region}::snapshot/*`,
        ...['security-group', 'subnet', 'capacity-reservation'].map(ec2),
      ],
    ),
    allow('LaunchFromOwnTemplate', ['ec2:RunInstances', 'ec2:CreateFleet'], [ec2('launch-template')], owned),
    allow(
      'Launch',
      ['ec2:RunInstances', 'ec2:CreateFleet', 'ec2:CreateLaunchTemplate'],
      created.map(ec2),
      requested,
    ),
    allow('TagWhatItLaunches', ['ec2:CreateTags'], created.map(ec2), {
      StringEquals: {
        ...requested.StringEquals,
        'ec2:CreateAction': ['RunInstances', 'CreateFleet', 'CreateLaunchTemplate'],
      },
      StringLike: requested.StringLike,
    }),
    allow('TagOwnInstances', ['ec2:CreateTags'], [ec2('instance')], {
      ...owned,
      StringEqualsIfExists: { 'aws:RequestTag/eks:eks-cluster-name': [cluster] },
      'ForAllValues:StringEquals': {
        'aws:TagKeys': ['eks:eks-cluster-name', 'karpenter.sh/nodeclaim', 'Name'],
      },
    }),
    allow(
      'RemoveOwn',
      ['ec2:TerminateInstances', 'ec2:DeleteLaunchTemplate'],
      [ec2('instance'), ec2('launch-template')],
      owned,
    ),
    allow(
      'Discover',
      [
        'ec2:DescribeCapacityReservations',
        'ec2:DescribeImages',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'ec2:DescribeInstanceTypeOfferings',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSpotPriceHistory',
        'ec2:DescribeSubnets',
      ],
      // EC2 knows no resource for these.
      ['*'],
      { StringEquals: { 'aws:RequestedRegion': [region] } },
    ),
    allow('ReadImageAliases', ['ssm:GetParameter'], [`arn:aws:ssm:${region}::parameter/aws/service/*`]),
    allow('PassNodeRole', ['iam:PassRole'], [roleArn(environment, 'node')], {
      StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] },
    }),
    allow(
      'ReadInstanceProfile',
      ['iam:GetInstanceProfile'],
      [`arn:aws:iam::${environment.account.accountId}:instance-profile/*`],
    ),
    allow('ReadCluster', ['eks:DescribeCluster'], [`${arnPrefix(environment, 'eks')}cluster/${cluster}`]),
    allow(
      'HearInterruptions',
      ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
      [`${arnPrefix(environment, 'sqs')}helical-${environment.name}-karpenter`],
    ),
    useOfKey(environment, 'queues', ['kms:Decrypt']),
    // EC2 encrypts the volumes of a node in the name of whoever launches it.
    useOfKey(environment, 'nodes', [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ]),
  );
}
