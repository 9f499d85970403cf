// The roles of the add-ons that call AWS. EKS Pod Identity hands them to one service account each.
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { serviceAccounts } from './add-ons.ts';
import { attachManagedPolicy, type ClusterContext, clusterArn, composeRole, keeper } from './context.ts';

/** Roles by add-on. */
export interface AddOnRoles {
  vpcCni: Symbolic<IRole>;
  ebsCsi: Symbolic<IRole>;
  efsCsi: Symbolic<IRole>;
}

/** Adds the roles with their rights. */
export function composeAddOnRoles(context: ClusterContext): AddOnRoles {
  const vpcCni = composeAddOnRole(context, 'vpc-cni', serviceAccounts['vpc-cni']);
  attachManagedPolicy(context, 'cluster-addon-vpc-cni-policy', vpcCni, 'AmazonEKS_CNI_Policy');

  const ebsCsi = composeAddOnRole(context, 'ebs-csi', serviceAccounts['aws-ebs-csi-driver']);
  // This version of the policy reaches only volumes that the driver itself has tagged.
  attachManagedPolicy(context, 'cluster-addon-ebs-csi-policy', ebsCsi, 'AmazonEBSCSIDriverPolicyV2');
  composeRolePolicy(context, 'cluster-addon-ebs-csi-key', ebsCsi, 'use-volume-key', volumeKeyUse(context));

  const efsCsi = composeAddOnRole(context, 'efs-csi', serviceAccounts['aws-efs-csi-driver']);
  composeRolePolicy(context, 'cluster-addon-efs-csi-policy', efsCsi, 'access-points', accessPoints(context));
  return { vpcCni, ebsCsi, efsCsi };
}

function composeAddOnRole(context: ClusterContext, name: string, serviceAccount: string): Symbolic<IRole> {
  return composeRole(context, {
    id: `cluster-addon-${name}-role`,
    suffix: `addon-${name}`,
    description: `ServiceAccount ${serviceAccount} in kube-system`,
    trust: document({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ServiceAccount',
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            StringEquals: {
              'aws:SourceAccount': context.spec.accountId,
              'aws:RequestTag/kubernetes-namespace': 'kube-system',
              'aws:RequestTag/kubernetes-service-account': serviceAccount,
            },
            ArnEquals: { 'aws:SourceArn': clusterArn(context) },
          },
        },
      ],
    }),
  });
}

function composeRolePolicy(
  context: ClusterContext,
  id: string,
  role: Symbolic<IRole>,
  name: string,
  policy: Ref<string>,
): void {
  context.resource<IRolePolicy>(
    id,
    keeper(context)({
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': name } },
      spec: { forProvider: { roleRef: { name: role.metadata.name }, policy } },
    }),
  );
}

/** EC2 encrypts volumes on behalf of the driver, and only EC2 may hold the grants. */
function volumeKeyUse({ status }: ClusterContext): Ref<string> {
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'EncryptVolumes',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
        Resource: status.nodesKeyArn,
      },
      {
        Sid: 'LetEc2AttachVolumes',
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Resource: status.nodesKeyArn,
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  });
}

/** Mounting, and access points that carry the driver's own tag. */
function accessPoints({ spec }: ClusterContext): Ref<string> {
  const { region, accountId } = spec;
  const fileSystems = format`arn:aws:elasticfilesystem:${region}:${accountId}:file-system/*`;
  const points = format`arn:aws:elasticfilesystem:${region}:${accountId}:access-point/*`;
  const ofTheDriver = 'efs.csi.aws.com/cluster';
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FindFileSystems',
        Effect: 'Allow',
        Action: [
          'elasticfilesystem:DescribeAccessPoints',
          'elasticfilesystem:DescribeFileSystems',
          'elasticfilesystem:DescribeMountTargets',
        ],
        Resource: [fileSystems, points],
      },
      // The action knows no resource.
      {
        Sid: 'FindZones',
        Effect: 'Allow',
        Action: 'ec2:DescribeAvailabilityZones',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': region } },
      },
      {
        Sid: 'MakeOwnAccessPoints',
        Effect: 'Allow',
        Action: 'elasticfilesystem:CreateAccessPoint',
        Resource: fileSystems,
        Condition: { StringEquals: { [`aws:RequestTag/${ofTheDriver}`]: 'true' } },
      },
      {
        Sid: 'TagOwnAccessPoints',
        Effect: 'Allow',
        Action: 'elasticfilesystem:TagResource',
        Resource: points,
        Condition: { StringEquals: { 'elasticfilesystem:CreateAction': 'CreateAccessPoint' } },
      },
      {
        Sid: 'DeleteOwnAccessPoints',
        Effect: 'Allow',
        Action: 'elasticfilesystem:DeleteAccessPoint',
        Resource: points,
        Condition: { StringEquals: { [`aws:ResourceTag/${ofTheDriver}`]: 'true' } },
      },
    ],
  });
}
