// Changes in place after which data is easier to lose: retention, backups, versions and protection that shrink.
import type { EffectRule } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { type AwsChange, awsChanges, isKeptInAws } from './managed-resource.ts';

interface Protection {
  readonly kind: string;
  readonly name: RegExp;
  /** What is lost, or undefined when the change loses nothing. */
  loss(from: unknown, to: unknown): string | undefined;
}

const fewer =
  (unit: string, what: string) =>
  (from: unknown, to: unknown): string | undefined =>
    typeof from === 'number' && (typeof to !== 'number' || to < from)
      ? `${what}: ${from} ${unit} become ${to ?? 'none'}`
      : undefined;
const switchedOff =
  (what: string) =>
  (from: unknown, to: unknown): string | undefined =>
    from === true && to !== true ? what : undefined;
const switchedOn =
  (what: string) =>
  (from: unknown, to: unknown): string | undefined =>
    from !== true && to === true ? what : undefined;

const protections: readonly Protection[] = [
  {
    kind: 'rds/Instance',
    name: /^backupRetentionPeriod$/,
    loss: fewer('days', 'point-in-time recovery reaches less far back'),
  },
  { kind: 'rds/Instance', name: /^deletionProtection$/, loss: switchedOff('deletion protection goes off') },
  {
    kind: 'rds/Instance',
    name: /^skipFinalSnapshot$/,
    loss: switchedOn('no last snapshot is made before deletion'),
  },
  {
    kind: 'rds/Instance',
    name: /^deleteAutomatedBackups$/,
    loss: switchedOn('backups go with the database'),
  },
  { kind: 'rds/Instance', name: /^multiAz$/, loss: switchedOff('the standby in another zone goes away') },
  {
    kind: 'elasticache/ReplicationGroup',
    name: /^snapshotRetentionLimit$/,
    loss: fewer('days', 'snapshots go sooner'),
  },
  {
    kind: 'elasticache/ReplicationGroup',
    name: /^(automaticFailoverEnabled|multiAzEnabled)$/,
    loss: switchedOff('failover goes off'),
  },
  {
    kind: 'cloudwatchlogs/Group',
    name: /^retentionInDays$/,
    loss: fewer('days', 'older log entries are deleted'),
  },
  {
    kind: 'kms/Key',
    name: /^deletionWindowInDays$/,
    loss: fewer('days', 'a deleted key can be saved for less time'),
  },
  { kind: 'kms/Key', name: /^enableKeyRotation$/, loss: switchedOff('the key is no longer rotated') },
  {
    kind: 'secretsmanager/Secret',
    name: /^recoveryWindowInDays$/,
    loss: fewer('days', 'a deleted secret can be saved for less time'),
  },
  { kind: 's3/Bucket', name: /^forceDestroy$/, loss: switchedOn('deletion takes all objects with it') },
  {
    kind: 's3/BucketVersioning',
    name: /^versioningConfiguration\.status$/,
    loss: (from, to) =>
      from === 'Enabled' && to !== 'Enabled' ? 'overwritten and deleted objects are gone' : undefined,
  },
  {
    kind: 's3/BucketLifecycleConfiguration',
    name: /^rule\.(expiration\.days|noncurrentVersionExpiration\.noncurrentDays)$/,
    loss: (from, to) =>
      typeof to === 'number' && (typeof from !== 'number' || to < from)
        ? `objects are deleted after ${to} days${typeof from === 'number' ? ` instead of ${from}` : ''}`
        : undefined,
  },
  {
    kind: 's3/BucketLifecycleConfiguration',
    name: /^rule(\.(expiration|noncurrentVersionExpiration))?$/,
    loss(_from, to) {
      const days = /"(?:days|noncurrentDays)":(\d+)/.exec(expirationIn(to))?.[1];
      return days ? `objects are deleted after ${days} days from now on` : undefined;
    },
  },
  {
    kind: 'efs/BackupPolicy',
    name: /^backupPolicy\.status$/,
    loss: (from, to) => (from === 'ENABLED' && to !== 'ENABLED' ? 'no more backups are made' : undefined),
  },
];

/** Data that is easier to lose from now on. */
export const lessProtection: EffectRule = {
  id: 'aws/less-protection',
  title: 'Data is kept for less time, or less safely.',
  *effects({ changes }) {
    for (const aws of awsChanges(changes)) {
      if (!aws.change.from || !aws.change.to) continue;
      const losses = lossesOf(aws);
      if (losses.length === 0) continue;
      yield effectOf(aws.change, {
        rule: 'aws/less-protection',
        level: 'danger',
        what: `${capitalised(losses.map(({ what }) => what).join('; '))}.`,
        why: 'What AWS deletes or never saved can’t be brought back.',
        fix: 'Make sure that nobody counts on it; else put the value back.',
        fields: losses.map(({ path }) => path),
      });
    }
  },
};

function lossesOf({ kind, fields, change }: AwsChange): { what: string; path: string }[] {
  const losses = fields.flatMap(({ name, path, change: { from, to } }) =>
    protections.flatMap((protection) => {
      const what =
        protection.kind === kind && protection.name.test(name) ? protection.loss(from, to) : undefined;
      return what ? [{ what, path }] : [];
    }),
  );
  const policies = change.fields.find(({ path }) => path.startsWith('spec.managementPolicies'));
  if (policies && isKeptInAws(change.from?.manifest) && !isKeptInAws(change.to?.manifest)) {
    losses.push({ what: 'AWS deletes it as soon as its object goes', path: policies.path });
  }
  return losses;
}

/** The part of a new rule that deletes, as text. */
function expirationIn(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return /"(?:expiration|noncurrentVersionExpiration)":/.test(text) ||
    /^\[?\{"(?:days|noncurrentDays)":/.test(text)
    ? text.slice(Math.max(0, text.search(/[eE]xpiration":/)))
    : '';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
