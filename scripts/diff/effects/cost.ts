// What drives the bill: sizes, numbers, limits and retention, named with before and after. Prices are nobody's guess.
import type { EffectRule, FieldChange, ObjectChange } from '../change.ts';
import { quantityOf } from '../compare/scalars.ts';
import { fieldOf } from './cluster/kinds.ts';
import { type Limit, requestedTotals, scaledTotals } from './cost-totals.ts';
import { effectOf } from './effect.ts';

interface CostField {
  /** API group (or its beginning) and kind. */
  readonly kind: string;
  /** Matches paths of changed fields. */
  readonly path: RegExp;
  /** What the field decides about. */
  readonly label: string;
  readonly unit?: string;
}

const aws = (kind: string, field: string, label: string, unit?: string): CostField => ({
  kind,
  path: new RegExp(`^spec\\.forProvider\\.${field}$`),
  label,
  unit,
});

/** Fields by kind; AWS bills what the previews ask for, whatever composite resource they come from. */
const costFields: readonly CostField[] = [
  // https://aws.amazon.com/rds/postgresql/pricing/
  aws('rds.aws Instance', 'instanceClass', 'instance class'),
  aws('rds.aws Instance', 'allocatedStorage', 'storage', 'GiB'),
  aws('rds.aws Instance', 'maxAllocatedStorage', 'storage limit', 'GiB'),
  aws('rds.aws Instance', 'storageType', 'storage type'),
  aws('rds.aws Instance', 'iops', 'IOPS'),
  aws('rds.aws Instance', 'multiAz', 'standby in another zone'),
  aws('rds.aws Instance', 'backupRetentionPeriod', 'backups', 'days'),
  aws('rds.aws Instance', 'performanceInsightsRetentionPeriod', 'performance data', 'days'),
  // https://aws.amazon.com/elasticache/pricing/
  aws('elasticache.aws ReplicationGroup', 'nodeType', 'node type'),
  aws('elasticache.aws ReplicationGroup', 'numCacheClusters', 'nodes'),
  aws('elasticache.aws ReplicationGroup', 'snapshotRetentionLimit', 'snapshots', 'days'),
  // https://aws.amazon.com/cloudwatch/pricing/ and https://aws.amazon.com/s3/pricing/
  aws('cloudwatchlogs.aws Group', 'retentionInDays', 'logs', 'days'),
  aws('s3.aws BucketLifecycleConfiguration', 'rule(\\[.*)?', 'rules of storage classes and expiry'),
  aws('efs.aws FileSystem', '(throughputMode|provisionedThroughputInMibps)', 'throughput'),
  aws('eks.aws NodeGroup', 'scalingConfig.*', 'nodes'),
  // https://karpenter.sh/docs/concepts/nodepools/#speclimits
  { kind: 'karpenter.sh NodePool', path: /^spec\.limits\b/, label: 'limit of the pool' },
  { kind: 'karpenter.sh NodePool', path: /\brequirements\b/, label: 'instances that the pool may start' },
  {
    kind: 'karpenter.k8s.aws EC2NodeClass',
    path: /\bvolumeSize$|\biops$|\bthroughput$/,
    label: 'disk of a node',
  },
  { kind: 'keda.sh ScaledObject', path: /^spec\.maxReplicaCount$/, label: 'most pods' },
  { kind: 'keda.sh ScaledObject', path: /^spec\.minReplicaCount$/, label: 'fewest pods' },
  { kind: 'autoscaling HorizontalPodAutoscaler', path: /^spec\.maxReplicas$/, label: 'most pods' },
  { kind: 'autoscaling HorizontalPodAutoscaler', path: /^spec\.minReplicas$/, label: 'fewest pods' },
  { kind: ' ResourceQuota', path: /^spec\.hard\b/, label: 'limit of the namespace' },
  { kind: ' PersistentVolumeClaim', path: /^spec\.resources\.requests\.storage$/, label: 'volume' },
];

/** Kinds that cost money by the hour as soon as they exist. */
const paidByTheHour: readonly string[] = [
  'rds.aws Instance',
  'elasticache.aws ReplicationGroup',
  'eks.aws Cluster',
  'eks.aws NodeGroup',
  'ec2.aws NATGateway',
  'ec2.aws VPCEndpoint',
  'ec2.aws EIP',
  'ec2.aws Instance',
  'elbv2.aws LB',
  'kms.aws Key',
  'grafana.aws Workspace',
  'karpenter.sh NodePool',
  'networking.k8s.io Ingress',
  ' PersistentVolumeClaim',
];

function isPaid(change: ObjectChange): boolean {
  // Gateway endpoints cost nothing: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
  const endpointType = fieldOf((change.to ?? change.from)?.manifest, 'spec.forProvider.vpcEndpointType');
  return endpointType !== 'Gateway' && paidByTheHour.some((kind) => isKind(change, kind));
}

export const costLimits: EffectRule = {
  id: 'cost/limit-changed',
  title: 'A size, a number, a limit or a retention that drives cost changes.',
  *effects(environment) {
    for (const change of environment.changes) {
      const found = [
        ...changedLimits(change),
        ...requestedTotals(change),
        ...scaledTotals(change, environment),
      ];
      if (found.length === 0) continue;
      yield effectOf(change, {
        rule: 'cost/limit-changed',
        level: found.some(({ grows }) => grows) ? 'notice' : 'info',
        fields: found.flatMap(({ path }) => path ?? []),
        what: `Drives cost: ${found.map(({ text }) => text).join('; ')}.`,
        why: 'The bill grows with what is asked for, or with the limit up to which scaling may go.',
        fix: 'Check that the budget of the environment has room for it.',
      });
    }
  },
};

export const paidResources: EffectRule = {
  id: 'cost/paid-resource',
  title: 'Something that is paid by the hour comes or goes.',
  *effects({ changes }) {
    for (const change of changes) {
      if ((change.from && change.to) || !isPaid(change)) continue;
      const isNew = change.from === undefined;
      yield effectOf(change, {
        rule: 'cost/paid-resource',
        level: isNew ? 'notice' : 'info',
        what: isNew
          ? 'AWS bills it from its creation on.'
          : 'AWS stops billing it once it is really deleted.',
        why: 'It costs money by the hour, used or not.',
        fix: isNew ? 'Check that the budget of the environment has room for it.' : 'Nothing to do.',
      });
    }
  },
};

function changedLimits(change: ObjectChange): Limit[] {
  const fields = costFields.filter(({ kind }) => isKind(change, kind));
  return change.fields.flatMap((field): Limit[] => {
    const known = fields.find(({ path }) => path.test(field.path));
    if (!known) return [];
    const unit = known.unit ? ` ${known.unit}` : '';
    return [
      {
        text: `${nameOf(known, field)} ${shown(field.from)} → ${shown(field.to)}${unit}`,
        grows: grows(field),
        path: field.path,
      },
    ];
  });
}

/** A label for several fields is completed by the name of the field. */
function nameOf({ label }: CostField, { path }: FieldChange): string {
  if (!/^(limit|instances|disk|rules)/.test(label)) return label;
  return `${label} (${lastPart(path)})`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What can't be compared in size might be more: better a notice too many. */
function grows({ from, to }: FieldChange): boolean {
  if (to === false) return false;
  const [before, after] = [quantityOf(from), quantityOf(to)];
  return before === undefined || after === undefined || after > before;
}

/** `kind` is a group, or its beginning, and a kind; the group of the core API is empty. */
function isKind(change: ObjectChange, kind: string): boolean {
  const [group = '', name] = kind.split(' ');
  if (change.kind !== name) return false;
  return group === '' ? !change.apiVersion.includes('/') : change.apiVersion.startsWith(group);
}

/** `nvidia.com/gpu` of `spec.limits["nvidia.com/gpu"]`. */
function lastPart(path: string): string {
  return path.replace(/^.*?(limits|hard|requirements|forProvider)\.?/, '').replace(/^\["(.*)"\]$/, '$1');
}
