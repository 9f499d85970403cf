// Changes of custom resources: our cloud APIs and their definitions, and the kinds of third-party operators.

import type { KubeObject } from '../../lib/json.ts';
import { add, all, type ChangeKind, change, either, flip, plus, set, suffix, where } from './edits.ts';
import { operatorChanges } from './operator-changes.ts';

const clouds = [
  'AccessLogBucket',
  'AuditTrail',
  'Bucket',
  'Cache',
  'Cluster',
  'Database',
  'EncryptionKey',
  'GrafanaWorkspace',
  'LogGroup',
  'MetricsWorkspace',
  'Network',
  'NodeInterruptionQueue',
  'NodeRole',
  'WorkloadIdentity',
];
const ours = ({ apiVersion }: KubeObject) => apiVersion === 'aws.helical.dev/v1';
const cloud = (what: string, edit: (object: KubeObject) => boolean, times = 2): ChangeKind => ({
  what,
  kinds: clouds,
  edit: where(ours, edit),
  times,
});

/** Changes of composite resources, whose definitions fix some fields and let others only grow. */
const cloudChanges: readonly ChangeKind[] = [
  cloud('account', change('spec.accountId', '999988887777')),
  cloud('region', change('spec.region', 'eu-north-1')),
  cloud(
    'name in AWS',
    either(
      ...[
        'identifier',
        'replicationGroupId',
        'bucketName',
        'alias',
        'trailName',
        'roleName',
        'queueName',
        'workspaceName',
        'networkName',
        'clusterName',
      ].map((name) => suffix(`spec.${name}`, '-b')),
    ),
    6,
  ),
  cloud('name of the first database', suffix('spec.databaseName', 'b'), 1),
  cloud('master user', suffix('spec.masterUsername', 'b'), 1),
  cloud('larger storage', all(plus('spec.storageGiB', 50), plus('spec.maxStorageGiB', 100)), 1),
  cloud('smaller storage', plus('spec.storageGiB', -10), 1),
  cloud('larger ceiling of storage', plus('spec.maxStorageGiB', 100), 1),
  cloud(
    'earlier version',
    change('spec.engineVersion', (old: unknown) => (old === '17.7' ? '17.6' : '7.2')),
    2,
  ),
  cloud('instance class', change('spec.instanceClass', 'db.m7g.2xlarge'), 1),
  cloud('zones', flip('spec.multiAz'), 1),
  cloud('engine of the cache', all(change('spec.engine', 'redis'), change('spec.engineVersion', '7.1')), 1),
  cloud('nodes of the cache', plus('spec.nodes', 1), 1),
  cloud('VPC', change('spec.vpcId', 'vpc-0000000000000000a'), 2),
  cloud('key', suffix('spec.encryptionKeyAlias', '-b'), 4),
  cloud('service of the key', change('spec.service', 'rds'), 1),
  cloud(
    'composition',
    change('spec.crossplane.compositionRef.name', (old: unknown) =>
      old === 'buckets-outputs' ? 'buckets-datasets' : undefined,
    ),
    1,
  ),
  cloud('description', suffix('spec.description', ' for all')),
  cloud('log retention', change('spec.logRetentionDays', 90)),
  cloud('backups', plus('spec.backupRetentionDays', -7), 1),
  cloud('deletion protection', flip('spec.deletionProtection'), 4),
  cloud('expiry', plus('spec.expireAfterDays', -10), 2),
  cloud(
    'locked from now on',
    where(
      ({ kind }) => ['Bucket', 'AuditTrail'].includes(kind),
      all(
        suffix('spec.crossplane.compositionRef.name', '-locked'),
        set('spec.lockMode', 'GOVERNANCE'),
        set('spec.lockDays', 30),
      ),
    ),
    2,
  ),
  cloud('boundary', suffix('spec.permissionsBoundary', '-b')),
  cloud('cost centre', set('spec.tags.cost-center', 'research'), 4),
  cloud('new tag', set('spec.tags.reviewed', 'yes')),
  cloud(
    'policy',
    set('spec.policy.Statement.0.Action', (old: unknown) =>
      Array.isArray(old) ? [...old, 's3:GetObjectTagging'] : undefined,
    ),
    2,
  ),
  cloud('wave', set('metadata.annotations.argocd\\.argoproj\\.io/sync-wave', '-14')),
];

const firstSchema = 'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties';

/** Changes of definitions and compositions. */
const definitionChanges: readonly ChangeKind[] = [
  { what: 'kind', kinds: ['CompositeResourceDefinition'], edit: suffix('spec.names.kind', 'b') },
  { what: 'group', kinds: ['CompositeResourceDefinition'], edit: suffix('spec.group', '.example') },
  { what: 'scope', kinds: ['CompositeResourceDefinition'], edit: set('spec.scope', 'Cluster') },
  { what: 'categories', kinds: ['CompositeResourceDefinition'], edit: add('spec.names.categories', 'cloud') },
  {
    what: 'new field',
    kinds: ['CompositeResourceDefinition'],
    edit: set(`${firstSchema}.reviewer`, { type: 'string' }),
  },
  {
    what: 'description of a field',
    kinds: ['CompositeResourceDefinition'],
    edit: set(`${firstSchema}.region.description`, 'Where it lies.'),
  },
  {
    what: 'composition of new objects',
    kinds: ['CompositeResourceDefinition'],
    edit: suffix('spec.defaultCompositionRef.name', '-b'),
  },
  { what: 'kind', kinds: ['Composition'], edit: suffix('spec.compositeTypeRef.kind', 'b') },
  {
    what: 'version',
    kinds: ['Composition'],
    edit: set('spec.compositeTypeRef.apiVersion', 'aws.helical.dev/v2'),
  },
  { what: 'label', kinds: ['Composition'], edit: set('metadata.labels.tier', 'back') },
  { what: 'step', kinds: ['Composition'], edit: suffix('spec.pipeline.0.step', '-first'), times: 2 },
  { what: 'version', kinds: ['Provider', 'Function'], edit: suffix('spec.package', '-1'), times: 3 },
  { what: 'history', kinds: ['Provider', 'Function'], edit: set('spec.revisionHistoryLimit', 3) },
  {
    what: 'arguments',
    kinds: ['DeploymentRuntimeConfig'],
    edit: set('spec.deploymentTemplate.spec.replicas', 2),
  },
  { what: 'reason', kinds: ['Usage'], edit: set('spec.reason', 'It is needed.') },
  { what: 'used object', kinds: ['Usage'], edit: suffix('spec.of.resourceRef.name', '-b') },
  {
    what: 'active kinds',
    kinds: ['ManagedResourceActivationPolicy'],
    edit: add('spec.activate', 'queues.sqs.aws.m.upbound.io'),
  },
  {
    what: 'credentials',
    kinds: ['ClusterProviderConfig'],
    edit: set('spec.credentials.source', (old: unknown) => (old === 'IRSA' ? 'PodIdentity' : 'IRSA')),
  },
  { what: 'role of a policy', kinds: ['RolePolicy'], edit: suffix('spec.forProvider.roleRef.name', '-b') },
  { what: 'what the provider may do', kinds: ['RolePolicy'], edit: set('spec.managementPolicies', ['*']) },
];

/** All of them. */
export const customChanges: readonly ChangeKind[] = [
  ...cloudChanges,
  ...definitionChanges,
  ...operatorChanges,
];
