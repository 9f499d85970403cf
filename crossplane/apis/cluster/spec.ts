// Spec and status of a Cluster.
import { type Static, Type } from 'typebox';
import { kubernetesVersions } from '../../../envs/schema/kubernetes-versions.ts';
import { choice, encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { providerConfigKind } from '../../shared/provider-config.ts';
import { accountId, permissionsBoundary } from '../../shared/spec-fields.ts';
import { addOnVersions } from './add-on-versions.ts';
import { systemNodes } from './node-spec.ts';

const roleArn = (description: string) =>
  immutable(
    Type.String({
      pattern: '^arn:aws:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+$',
      maxLength: 512,
      description,
    }),
    'an access entry keeps its principal',
  );

const cidr = (description: string) =>
  Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}$', maxLength: 18, description });

export const spec = object(
  {
    accountId,
    region,
    clusterName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,46}[a-z0-9]$',
        maxLength: 48,
        description: 'Name of the EKS cluster. Karpenter finds the cluster’s security group by it.',
      }),
      'EKS knows the cluster by it',
    ),
    kubernetesVersion: choice(
      kubernetesVersions,
      'Kubernetes minor version. EKS goes up by one version at a time, and never down.',
    ),
    supportType: choice(
      ['STANDARD', 'EXTENDED'],
      'At the end of standard support, STANDARD is upgraded by AWS, EXTENDED stays and costs six times as much.',
    ),
    vpcId: immutable(
      Type.String({ pattern: '^vpc-[0-9a-f]{8,17}$', maxLength: 21, description: 'VPC of the cluster.' }),
      'a cluster stays in its VPC',
    ),
    privateSubnetIds: immutable(
      Type.Array(Type.String({ pattern: '^subnet-[0-9a-f]{8,17}$', maxLength: 24 }), {
        minItems: 2,
        maxItems: 3,
        description: 'Private subnets of the control plane’s addresses and of the system nodes.',
      }),
      'a node group stays in its subnets',
    ),
    serviceCidr: immutable(
      cidr('Private addresses of Kubernetes Services, from /12 to /24, outside of the VPC.'),
      'EKS sets the service range when it makes the cluster',
    ),
    apiClientCidr: cidr(
      'Private network, beside nodes and pods, that may reach the API server: a VPN or a hub VPC.',
    ),
    adminRoleArn: roleArn('IAM role that administers the cluster.'),
    readerRoleArn: roleArn('IAM role that may look at everything in the cluster but Secrets.'),
    systemNodes,
    addOnVersions,
    secretsKeyAlias: immutable(encryptionKeyAlias, 'EKS can’t take another key once it has one'),
    nodesKeyAlias: encryptionKeyAlias,
    logsKeyAlias: encryptionKeyAlias,
    logRetentionDays,
    permissionsBoundary,
    deletionProtection: Type.Boolean({
      description: 'AWS refuses to delete the cluster, and Crossplane deletes nothing of it.',
    }),
    providerConfigKind,
    tags,
  },
  { description: 'An EKS cluster with its system nodes and add-ons.' },
);

const arn = (what: string) => Type.String({ description: `ARN of ${what}.` });

export const status = object(
  {
    clusterArn: arn('the cluster'),
    endpoint: Type.String({ description: 'Private endpoint of the API server, with https://.' }),
    certificateAuthority: Type.String({ description: 'Certificate authority of the API server, in base64.' }),
    oidcIssuerUrl: Type.String({ description: 'OpenID Connect issuer of the cluster, with https://.' }),
    oidcProviderArn: arn('the OpenID Connect provider that IAM trusts service accounts through'),
    clusterSecurityGroupId: Type.String({
      description: 'Group that EKS puts on the control plane and on nodes.',
    }),
    nodeRoleArn: arn('the role of the system nodes'),
    secretsKeyArn: arn('the key of Kubernetes Secrets'),
    nodesKeyArn: arn('the key of node volumes'),
    logsKeyArn: arn('the key of the log group'),
    logGroupArn: arn('the log group of the control plane. The cluster waits for it'),
    launchTemplateVersion: Type.Integer({
      description: 'Version of the launch template of the system nodes.',
    }),
    vpcCniArn: arn('the add-on that gives pods their addresses. The system nodes wait for it'),
    vpcCniRoleArn: arn('the role of the VPC CNI'),
    ebsCsiRoleArn: arn('the role of the EBS CSI driver'),
    efsCsiRoleArn: arn('the role of the EFS CSI driver'),
  },
  { description: 'Facts of the cluster once AWS has made it.' },
);

/** Spec of a Cluster. */
export type ClusterSpec = Static<typeof spec>;

/** Status of a Cluster. */
export type ClusterStatus = Static<typeof status>;
