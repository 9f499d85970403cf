// The EKS cluster that an environment runs on: one that exists, or one that the hub makes.
import { type Static, Type } from 'typebox';
import { cidr, label, logRetentionDays } from './common.ts';
import { oneOf, section, text, typed, withDefault } from './field.ts';
import { kubernetesVersions } from './kubernetes-versions.ts';
import { systemNodes } from './system-nodes.ts';

const name = label('EKS cluster name. Also the value of the tag karpenter.sh/discovery.', { maxLength: 63 });

const kubernetesVersion = oneOf(kubernetesVersions, {
  description: 'Kubernetes minor version of the cluster.',
  why: 'Served API versions and instance images depend on it.',
});

const serviceCidr = withDefault(cidr('Addresses of Kubernetes Services.'), {
  default: '172.20.0.0/16',
  source: 'EKS: used when the VPC does not overlap with 172.20.0.0/16',
});

/** What AWS decides when a cluster is made. */
const facts = {
  endpoint: text('^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$', {
    description: 'Private endpoint of the Kubernetes API server.',
    accepted: 'an https URL without port and path',
    why: 'Nodes in private subnets join by this address.',
  }),
  securityGroupId: text('^sg-[0-9a-f]{8,17}$', {
    description: 'Cluster security group. EKS puts it on every node and so on every pod.',
    accepted: 'sg- and 8 to 17 hexadecimal digits',
    why: 'The database and the cache admit this group and nothing else.',
  }),
  oidcIssuer: text('^oidc\\.eks\\.[a-z0-9-]+\\.amazonaws\\.com/id/[A-Z0-9]{16,40}$', {
    description: 'OpenID Connect issuer of the cluster, without https://.',
    accepted: 'oidc.eks.REGION.amazonaws.com/id/ID',
    why: 'IAM trusts service accounts (IRSA) through this issuer.',
  }),
};

const existingCluster = section(
  {
    source: Type.Literal('existing', { description: 'The cluster is there already.' }),
    name,
    kubernetesVersion,
    ...facts,
    serviceCidr,
  },
  { description: 'An EKS cluster that exists.', tsName: 'ExistingCluster' },
);

const roleArn = (description: string) =>
  text('^arn:aws:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]+$', {
    description,
    maxLength: 512,
    accepted: 'the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME',
    why: 'EKS admits roles and users by their ARN; with none, nobody would get into the cluster.',
  });

const provisionedCluster = section(
  {
    source: Type.Literal('provisioned', { description: 'The hub makes the cluster.' }),
    name: label('EKS cluster name. Also the value of the tag karpenter.sh/discovery.', {
      maxLength: 48,
      why: 'The names of its IAM roles begin with it, and IAM allows 64 characters.',
    }),
    kubernetesVersion,
    supportType: withDefault(
      oneOf(['STANDARD', 'EXTENDED'], {
        description:
          'STANDARD: AWS upgrades the cluster when standard support ends. EXTENDED: it stays, at six times the price.',
        why: 'EKS has these two.',
      }),
      {
        default: 'STANDARD',
        source: 'decision: a version out of support is a mistake, and nobody should pay for it',
      },
    ),
    serviceCidr,
    apiClientCidr: cidr(
      'Private network, beside nodes and pods, that may reach the API server: a VPN or the VPC of the hub.',
    ),
    adminRoleArn: roleArn('IAM role that administers the cluster.'),
    readerRoleArn: roleArn('IAM role that may look at everything in the cluster but Secrets.'),
    systemNodes,
    logRetentionDays: logRetentionDays('How long the logs of the control plane stay in CloudWatch.'),
    deletionProtection: withDefault(
      Type.Boolean({ description: 'AWS refuses to delete the cluster, and the hub deletes nothing of it.' }),
      { default: true, source: 'decision: everything of the environment runs on it' },
    ),
    facts: Type.Optional(
      section(facts, {
        description: 'What AWS decided when the hub made the cluster. docs/bootstrap.md says how to read it.',
        tsName: 'ClusterFacts',
      }),
    ),
  },
  { description: 'An EKS cluster that the hub makes.', tsName: 'ProvisionedCluster' },
);

export const clusterSection = typed<Static<typeof existingCluster> | Static<typeof provisionedCluster>>({
  type: 'object',
  discriminator: { propertyName: 'source' },
  oneOf: [existingCluster, provisionedCluster],
  description: 'EKS cluster that the environment runs on: one that exists, or one that the hub makes.',
  why: 'It decides which other fields there are.',
});
