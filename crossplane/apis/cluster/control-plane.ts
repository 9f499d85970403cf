// The control plane: private, logged, with its secrets encrypted by our key.
import type { IUsage } from '@crossplane-models/crossplane/protection.crossplane.io/v1beta1';
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { ICluster } from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Symbolic } from '../../engine/ref.ts';
import { logGroup } from '../../shared/log-group.ts';
import { securityGroup } from '../../shared/private-access.ts';
import { waitsFor } from '../../shared/waits-for.ts';
import { attachManagedPolicy, type ClusterContext, clusterArn, composeRole, keeper } from './context.ts';

/** Adds the log group. EKS would make one itself, without retention and key, so it has to be there first. */
export function composeLogGroup(context: ClusterContext): Symbolic<IGroup> {
  const { spec, status, resource } = context;
  return resource<IGroup>(
    'cluster-logs',
    keeper(context)(
      logGroup({
        name: format`/aws/eks/${spec.clusterName}/cluster`,
        region: spec.region,
        retentionDays: spec.logRetentionDays,
        keyArn: status.logsKeyArn,
        tags: spec.tags,
      }),
    ),
  );
}

/** Adds the cluster with its role and the security group of those who call its API server from elsewhere. */
export function composeControlPlane(context: ClusterContext): Symbolic<ICluster> {
  const { spec, status, resource } = context;
  const { region, tags } = spec;
  const role = composeControlPlaneRole(context);
  const access = composeApiAccess(context);
  const cluster = resource<ICluster>(
    'cluster',
    keeper(context)({
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'Cluster',
      metadata: {
        annotations: {
          'crossplane.io/external-name': spec.clusterName,
          ...waitsFor(status.logGroupArn),
        },
      },
      spec: {
        forProvider: {
          region,
          version: spec.kubernetesVersion,
          upgradePolicy: { supportType: spec.supportType },
          roleArnRef: { name: role.metadata.name },
          vpcConfig: {
            subnetIds: spec.privateSubnetIds,
            securityGroupIdRefs: [{ name: access.metadata.name }],
            endpointPrivateAccess: true,
            endpointPublicAccess: false,
          },
          kubernetesNetworkConfig: { ipFamily: 'ipv4', serviceIpv4Cidr: spec.serviceCidr },
          encryptionConfig: { provider: { keyArn: status.secretsKeyArn }, resources: ['secrets'] },
          enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
          // Whoever made the cluster is no administrator of it by that; access entries say who is.
          accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
          // EKS add-ons bring these, in versions that a reviewer sees.
          bootstrapSelfManagedAddons: false,
          deletionProtection: spec.deletionProtection,
          tags,
        },
      },
    }),
  );
  return cluster;
}

function composeControlPlaneRole(context: ClusterContext): Symbolic<IRole> {
  const { spec, resource } = context;
  const role = composeRole(context, {
    id: 'cluster-role',
    suffix: 'control-plane',
    description: 'EKS for the control plane of the cluster',
    trust: document({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ControlPlaneOfThisCluster',
          Effect: 'Allow',
          Principal: { Service: 'eks.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': spec.accountId },
            ArnEquals: { 'aws:SourceArn': clusterArn(context) },
          },
        },
      ],
    }),
  });
  composeSecretsKeyUse(context, role);
  const policy = attachManagedPolicy(context, 'cluster-role-policy', role, 'AmazonEKSClusterPolicy');
  // EKS removes its security group and its addresses from the VPC by this role; without it they stay behind.
  resource<IUsage>('cluster-role-policy-use', {
    apiVersion: 'protection.crossplane.io/v1beta1',
    kind: 'Usage',
    spec: {
      of: {
        apiVersion: 'iam.aws.m.upbound.io/v1beta1',
        kind: 'RolePolicyAttachment',
        resourceRef: { name: policy.metadata.name },
      },
      by: {
        apiVersion: 'eks.aws.m.upbound.io/v1beta1',
        kind: 'Cluster',
        resourceRef: { name: format`${context.name}-cluster` },
      },
      reason: 'EKS cleans up the VPC by this policy while the cluster is deleted',
      replayDeletion: true,
    },
  });
  return role;
}

/**
 * Lets the cluster's role use the key of the Secrets. Without it the cluster works, until its first update fails
 * (https://github.com/aws/containers-roadmap/issues/1533).
 */
function composeSecretsKeyUse(context: ClusterContext, role: Symbolic<IRole>): void {
  context.resource<IRolePolicy>(
    'cluster-role-secrets-key',
    keeper(context)({
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': 'use-secrets-key' } },
      spec: {
        forProvider: {
          roleRef: { name: role.metadata.name },
          policy: document({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'EncryptSecrets',
                Effect: 'Allow',
                Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ListGrants'],
                Resource: context.status.secretsKeyArn,
              },
            ],
          }),
        },
      },
    }),
  );
}

/** A group of the control plane alone. A rule in the cluster's own group would open every node as well. */
function composeApiAccess(context: ClusterContext): Symbolic<ISecurityGroup> {
  const { spec, resource } = context;
  const { region, tags } = spec;
  const keep = keeper(context);
  const group = resource<ISecurityGroup>(
    'cluster-api-access',
    keep(
      securityGroup({
        region,
        vpcId: spec.vpcId,
        groupName: format`${spec.clusterName}-api`,
        description: 'HTTPS to the API server from a private network',
        tags,
      }),
    ),
  );
  resource<ISecurityGroupIngressRule>(
    'cluster-api-access-from-clients',
    keep({
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'SecurityGroupIngressRule',
      spec: {
        forProvider: {
          region,
          securityGroupIdRef: { name: group.metadata.name },
          cidrIpv4: spec.apiClientCidr,
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          description: 'HTTPS to the API server',
          tags,
        },
      },
    }),
  );
  return group;
}
