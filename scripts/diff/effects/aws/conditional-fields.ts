// Fields whose change is refused, rejected or ignored only for some values; the rest of them is changed in place.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import { compareVersions } from './versions.ts';

/** What becomes of a change. `refused`: by the provider. `rejected`: by AWS. `ignored`: by the provider, in silence. */
export type Outcome = 'refused' | 'rejected' | 'ignored';

/** One such field. */
export interface ConditionalField {
  readonly kind: string;
  readonly name: string;
  /** Undefined when the change is made in place. */
  outcome(from: unknown, to: unknown, sides: { from: Manifest; to: Manifest }): Outcome | undefined;
  /** Why, with the source. */
  readonly why: string;
}

const provider = 'https://github.com/hashicorp/terraform-provider-aws/blob/main';
const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const gone = (from: unknown, to: unknown): Outcome | undefined =>
  isSet(from) && !isSet(to) ? 'refused' : undefined;
const cameOrWent = (from: unknown, to: unknown): Outcome | undefined =>
  isSet(from) === isSet(to) ? undefined : 'refused';
const lower = (from: unknown, to: unknown): boolean =>
  typeof from === 'string' && typeof to === 'string' && compareVersions(to, from) < 0;

const ruleSources = ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedSecurityGroupId'];

export const conditionalFields: readonly ConditionalField[] = [
  {
    kind: 'amp/Workspace',
    name: 'alias',
    outcome: gone,
    why: `The alias can change, and can't be removed: ${provider}/internal/service/amp/workspace.go`,
  },
  ...['SecurityGroupIngressRule', 'SecurityGroupEgressRule'].flatMap((kind) =>
    ruleSources.map(
      (name): ConditionalField => ({
        kind: `ec2/${kind}`,
        name,
        outcome: cameOrWent,
        why: `A rule keeps the kind of its source (address range, prefix list or group): ${provider}/internal/service/ec2/vpc_security_group_ingress_rule.go`,
      }),
    ),
  ),
  {
    kind: 'ec2/Subnet',
    name: 'ipv6CidrBlock',
    outcome: (_from, _to, { from }) =>
      forProvider(from).assignIpv6AddressOnCreation === true ? 'refused' : undefined,
    why: `The range is fixed while addresses are given out of it: ${provider}/internal/service/ec2/vpc_subnet.go`,
  },
  {
    kind: 'ec2/VPC',
    name: 'instanceTenancy',
    outcome: (from, to) => (from === 'dedicated' && to === 'default' ? undefined : 'refused'),
    why: `Only dedicated can become default: ${provider}/internal/service/ec2/vpc_.go`,
  },
  {
    kind: 'ec2/VPCEndpoint',
    name: 'privateDnsEnabled',
    outcome: (_from, _to, { to }) =>
      forProvider(to).vpcEndpointType === 'Interface' ? undefined : 'refused',
    why: `Only interface endpoints change it in place: ${provider}/internal/service/ec2/vpc_endpoint.go`,
  },
  {
    kind: 'eks/Cluster',
    name: 'encryptionConfig',
    outcome: gone,
    why: `Encryption of secrets can't be switched off: ${provider}/internal/service/eks/cluster.go`,
  },
  {
    kind: 'eks/Cluster',
    name: 'vpcConfig.controlPlaneEgressMode',
    outcome: (from, to) => (from === 'CUSTOMER_ROUTED' && to === 'AWS_MANAGED' ? 'refused' : undefined),
    why: `Routing by the customer can't be given back: ${provider}/internal/service/eks/cluster.go`,
  },
  {
    kind: 'eks/Cluster',
    name: 'computeConfig.nodeRoleArn',
    outcome: (from) => (isSet(from) ? 'refused' : undefined),
    why: `The role of nodes can only be added: ${provider}/internal/service/eks/cluster.go`,
  },
  {
    kind: 'eks/Cluster',
    name: 'version',
    outcome: (from, to) => (lower(from, to) ? 'rejected' : undefined),
    why: 'A cluster can’t go back to an earlier version: https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html',
  },
  {
    kind: 'elasticache/ReplicationGroup',
    name: 'engine',
    outcome: (from, to) => (from === 'redis' && to === 'valkey' ? undefined : 'refused'),
    why: `Only redis can become valkey: ${provider}/internal/service/elasticache/replication_group.go`,
  },
  {
    kind: 'elasticache/ReplicationGroup',
    name: 'engineVersion',
    outcome: (from, to) => (lower(from, to) ? 'refused' : undefined),
    why: `The engine can't go back to an earlier version: ${provider}/internal/service/elasticache/replication_group.go`,
  },
  {
    kind: 'elasticache/ReplicationGroup',
    name: 'transitEncryptionEnabled',
    outcome: (_from, _to, { from }) => {
      const { engineVersion } = forProvider(from);
      return typeof engineVersion === 'string' && compareVersions(engineVersion, '7.0.5') < 0
        ? 'refused'
        : undefined;
    },
    why: `Before engine version 7.0.5 it is fixed: ${provider}/internal/service/elasticache/replication_group.go`,
  },
  {
    kind: 'elasticache/ReplicationGroup',
    name: 'nodeGroupConfiguration',
    outcome: () => 'refused',
    why: `Node groups stay as they were made: ${provider}/internal/service/elasticache/replication_group.go`,
  },
  {
    kind: 'rds/Instance',
    name: 'restoreToPointInTime',
    outcome: cameOrWent,
    why: `It says how the instance is created: ${provider}/internal/service/rds/instance.go`,
  },
  {
    kind: 'rds/Instance',
    name: 'allocatedStorage',
    outcome(from, to, sides) {
      if (typeof from !== 'number' || typeof to !== 'number' || to >= from) return undefined;
      const limit = forProvider(sides.to).maxAllocatedStorage;
      return typeof limit === 'number' && limit > to ? 'ignored' : 'rejected';
    },
    why: `Storage never shrinks. Below a growth limit the provider drops the difference, else RDS rejects it: ${provider}/internal/service/rds/instance.go`,
  },
  {
    kind: 'rds/Instance',
    name: 'engineVersion',
    outcome: (from, to) => (lower(from, to) ? 'ignored' : undefined),
    why: 'The provider drops a version below the running one: https://github.com/crossplane-contrib/provider-upjet-aws, config/namespaced/rds/config.go',
  },
  ...['secretStringSecretRef', 'secretStringWoSecretRef', 'secretStringWoVersion'].map(
    (name): ConditionalField => ({
      kind: 'secretsmanager/SecretVersion',
      name,
      outcome: () => 'refused',
      why: `A version of a secret keeps its value: ${provider}/internal/service/secretsmanager/secret_version.go`,
    }),
  ),
  {
    kind: 's3/BucketVersioning',
    name: 'versioningConfiguration.status',
    outcome: (_from, to) => (to === 'Disabled' ? 'refused' : undefined),
    why: `Versioning can be suspended, never removed: ${provider}/internal/service/s3/bucket_versioning.go`,
  },
  ...['BucketLogging', 'BucketServerSideEncryptionConfiguration', 'BucketVersioning'].map(
    (kind): ConditionalField => ({
      kind: `s3/${kind}`,
      name: 'expectedBucketOwner',
      outcome: (from) => (isSet(from) ? 'refused' : undefined),
      why: `The expected owner can only be added: ${provider}/internal/service/s3`,
    }),
  ),
];

/** The condition of a field, if it has one. */
export function conditionOf(kind: string, name: string): ConditionalField | undefined {
  return conditionalFields.find(
    (field) => field.kind === kind && (name === field.name || name.startsWith(`${field.name}.`)),
  );
}

function forProvider({ spec }: Manifest): Record<string, unknown> {
  if (typeof spec !== 'object' || spec === null || !('forProvider' in spec)) return {};
  const { forProvider } = spec;
  return typeof forProvider === 'object' && forProvider !== null ? { ...forProvider } : {};
}
