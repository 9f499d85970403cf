// Database, cache and encryption: where the environment keeps its data, but for the buckets.
import { Type } from 'typebox';
import { dailyWindow, logRetentionDays, weeklyWindow } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

export const databaseSection = section(
  {
    engineVersion: withDefault(
      oneOf(['16.10', '16.11', '17.6', '17.7'], {
        description: 'PostgreSQL version. The parameter group family follows from it.',
        why: 'Airflow 3 supports PostgreSQL 13 to 17; RDS offers these minor versions.',
      }),
      { default: '17.7', source: 'Airflow: prerequisites list PostgreSQL up to 17' },
    ),
    instanceClass: text('^db\\.[a-z0-9]+\\.[a-z0-9]+$', {
      description: 'RDS instance class. Its memory sets the number of connections.',
      accepted: 'an instance class such as db.m7g.large',
      why: 'RDS refuses to create an unknown class.',
    }),
    storageGiB: Type.Integer({
      minimum: 20,
      maximum: 65_536,
      unit: 'GiB',
      description: 'Initial gp3 storage. It can grow, never shrink.',
      why: 'RDS accepts 20 to 65,536 GiB for gp3.',
    }),
    maxStorageGiB: Type.Integer({
      minimum: 22,
      maximum: 65_536,
      unit: 'GiB',
      description: 'Storage autoscaling stops here.',
      why: 'RDS wants at least 10 % more than the initial storage.',
    }),
    multiAz: Type.Boolean({ description: 'Standby in a second zone with automatic failover.' }),
    readReplica: withDefault(
      Type.Boolean({ description: 'A read replica for reports. Airflow itself reads from the primary.' }),
      { default: false, source: 'decision: nothing of the platform reads from a replica' },
    ),
    backupRetentionDays: Type.Integer({
      minimum: 7,
      maximum: 35,
      unit: 'days',
      description: 'How far back point-in-time restore reaches.',
      why: 'RDS keeps 35 days at most; fewer than 7 would not outlast a long weekend.',
    }),
    backupWindow: withDefault(dailyWindow('Daily backup, UTC.'), {
      default: '02:00-03:00',
      source: 'decision: before the maintenance window, outside European and American working hours',
    }),
    maintenanceWindow: withDefault(weeklyWindow('Weekly maintenance, UTC.'), {
      default: 'sun:04:00-sun:05:00',
      source: 'decision: Sunday night, after the backup',
    }),
    deletionProtection: withDefault(
      Type.Boolean({ description: 'AWS refuses to delete the database while this is on.' }),
      {
        default: true,
        source: 'decision: losing the metadata database loses the history of every run',
      },
    ),
    logRetentionDays: logRetentionDays('How long the PostgreSQL logs stay in CloudWatch.'),
  },
  { description: 'RDS PostgreSQL, Airflow’s metadata database.', tsName: 'Database' },
);

export const cacheSection = section(
  {
    engine: withDefault(
      oneOf(['valkey', 'redis'], {
        description: 'ElastiCache engine.',
        why: 'ElastiCache offers these with replication.',
      }),
      { default: 'valkey', source: 'AWS: Valkey speaks the Redis protocol at a lower price' },
    ),
    engineVersion: withDefault(
      oneOf(['7.1', '7.2', '8.0'], {
        description: 'Engine version: 7.2 or 8.0 for valkey, 7.1 for redis.',
        why: 'The platform is made for these versions; ElastiCache refuses a version of the other engine.',
      }),
      { default: '8.0', source: 'decision: the current major version of Valkey' },
    ),
    nodeType: text('^cache\\.[a-z0-9]+\\.[a-z0-9]+$', {
      description: 'ElastiCache node type.',
      accepted: 'a node type such as cache.t4g.small',
      why: 'ElastiCache refuses an unknown type.',
    }),
    replicas: Type.Integer({
      minimum: 0,
      maximum: 5,
      unit: 'replicas',
      description: 'Read replicas beside the primary. One or more gives failover.',
      why: 'ElastiCache allows five replicas a shard.',
    }),
    snapshotRetentionDays: Type.Integer({
      minimum: 1,
      maximum: 35,
      unit: 'days',
      description: 'How long daily snapshots are kept.',
      why: 'ElastiCache keeps 35 days at most; 0 would turn snapshots off.',
    }),
    snapshotWindow: withDefault(dailyWindow('Daily snapshot, UTC.'), {
      default: '02:00-03:00',
      source: 'decision: same quiet hour as the database backup',
    }),
    maintenanceWindow: withDefault(weeklyWindow('Weekly maintenance, UTC.'), {
      default: 'sun:05:00-sun:06:00',
      source: 'decision: the hour after the database, so that both are never down together',
    }),
    logRetentionDays: logRetentionDays('How long the slow log and the engine log stay in CloudWatch.'),
  },
  { description: 'ElastiCache, the Celery queue.', tsName: 'Cache' },
);

export const encryptionSection = section(
  {
    rotationDays: withDefault(
      Type.Integer({
        minimum: 90,
        maximum: 2560,
        unit: 'days',
        description: 'How often KMS rotates the key material.',
        why: 'KMS accepts 90 to 2,560 days.',
      }),
      { default: 365, source: 'KMS: default rotation period' },
    ),
    deletionWindowDays: Type.Integer({
      minimum: 7,
      maximum: 30,
      unit: 'days',
      description: 'How long KMS waits before it deletes a key that was scheduled for deletion.',
      why: 'KMS accepts 7 to 30 days. Without the key the data is lost.',
    }),
  },
  { description: 'Customer managed KMS keys.', tsName: 'Encryption' },
);
