// Spec and status of a Database.
import { type Static, Type } from 'typebox';
import {
  changing,
  choice,
  encryptionKeyAlias,
  growing,
  immutable,
  integerChoice,
  object,
  region,
  type SpecRule,
  tags,
} from '../../engine/spec.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { accountId, permissionsBoundary } from '../../shared/spec-fields.ts';
import { withinFamily } from '../../shared/versions.ts';
import { dailyWindow, weeklyWindow, windowsApart } from '../../shared/windows.ts';

/** PostgreSQL versions, each with the parameter group family that RDS wants for it. */
export const families = {
  '16.10': 'postgres16',
  '16.11': 'postgres16',
  '17.6': 'postgres17',
  '17.7': 'postgres17',
} as const;

type EngineVersion = keyof typeof families;

const engineVersions: EngineVersion[] = ['16.10', '16.11', '17.6', '17.7'];

export const spec = object(
  {
    accountId,
    region,
    identifier: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,61}[a-z0-9]$',
        maxLength: 63,
        description: 'Name of the RDS instance.',
      }),
      'RDS knows the instance by it',
    ),
    databaseName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9_]{0,62}$',
        maxLength: 63,
        description: 'Database that is made at first.',
      }),
      'RDS makes the first database when it makes the instance',
    ),
    masterUsername: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9_]{0,62}$',
        maxLength: 63,
        description: 'Master user. Applications have users of their own.',
      }),
      'RDS makes the master user when it makes the instance',
    ),
    engineVersion: changing(
      choice<EngineVersion>(engineVersions, 'PostgreSQL version.'),
      withinFamily(families, 'restore a snapshot into a new database of the other major version'),
    ),
    instanceClass: Type.String({
      pattern: '^db\\.[a-z0-9]+\\.[a-z0-9]+$',
      maxLength: 40,
      description: 'RDS instance class.',
    }),
    storageGiB: growing(
      Type.Integer({
        minimum: 20,
        maximum: 65_536,
        description: 'gp3 storage in GiB. It can grow, never shrink.',
      }),
      'RDS has no way to take storage away',
    ),
    maxStorageGiB: Type.Integer({
      minimum: 22,
      maximum: 65_536,
      description: 'Storage autoscaling stops here, in GiB.',
    }),
    multiAz: Type.Boolean({ description: 'Standby in a second zone, with automatic failover.' }),
    backupRetentionDays: Type.Integer({
      minimum: 7,
      maximum: 35,
      description: 'Days that point-in-time restore reaches back.',
    }),
    backupWindow: dailyWindow('Daily backup, UTC.'),
    maintenanceWindow: weeklyWindow('Weekly maintenance, UTC.'),
    performanceInsightsDays: integerChoice(
      [7, 31, 93, 186, 372, 731],
      'Days that Performance Insights keeps.',
    ),
    monitoringSeconds: integerChoice(
      [1, 5, 10, 15, 30, 60],
      'Seconds between two looks at the operating system of the instance (enhanced monitoring).',
    ),
    monitoringRoleName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,63}$',
        maxLength: 64,
        description: 'IAM role that RDS writes these metrics with, to the log group RDSOSMetrics.',
      }),
      'IAM knows the role by it',
    ),
    permissionsBoundary,
    logRetentionDays,
    deletionProtection: Type.Boolean({ description: 'AWS and Crossplane refuse to delete the instance.' }),
    vpcId: immutable(
      Type.String({
        pattern: '^vpc-[0-9a-f]{8,17}$',
        maxLength: 21,
        description: 'VPC of the security group.',
      }),
      'a security group stays in its VPC',
    ),
    subnetIds: Type.Array(Type.String({ pattern: '^subnet-[0-9a-f]{8,17}$', maxLength: 24 }), {
      minItems: 2,
      maxItems: 3,
      description: 'Private subnets in two or three zones.',
    }),
    clusterSecurityGroupId: Type.String({
      pattern: '^sg-[0-9a-f]{8,17}$',
      maxLength: 20,
      description: 'Security group of the cluster. It alone may connect on 5432.',
    }),
    encryptionKeyAlias: immutable(
      encryptionKeyAlias,
      'RDS can’t encrypt an existing instance with another key',
    ),
    secretsKeyAlias: encryptionKeyAlias,
    logsKeyAlias: encryptionKeyAlias,
    tags,
  },
  { description: 'A PostgreSQL database on RDS.' },
);

export const status = object(
  {
    host: Type.String({ description: 'Host name of the instance.' }),
    port: Type.Integer({ description: 'Port of the instance.' }),
    arn: Type.String({ description: 'ARN of the instance.' }),
    replicaHost: Type.Optional(
      Type.String({ description: 'Host name of the read replica. Only with "with-replica".' }),
    ),
    masterSecretArn: Type.String({
      description: 'Secret that AWS keeps the master password in and rotates.',
    }),
    encryptionKeyArn: Type.String({ description: 'Key of the storage.' }),
    secretsKeyArn: Type.String({ description: 'Key of the master secret.' }),
    logsKeyArn: Type.String({ description: 'Key of the log groups.' }),
  },
  { description: 'Facts of the database once AWS has made it.' },
);

/** Spec of a Database. */
export type DatabaseSpec = Static<typeof spec>;

/** Status of a Database. */
export type DatabaseStatus = Static<typeof status>;

/** What must fit together in a spec. */
export const rules: readonly SpecRule<DatabaseSpec>[] = [
  {
    field: 'maxStorageGiB',
    // In whole numbers, because 1.1 times a number is rarely what a computer makes of it.
    cel: 'self.maxStorageGiB * 10 >= self.storageGiB * 11',
    holds: ({ storageGiB, maxStorageGiB }) => maxStorageGiB * 10 >= storageGiB * 11,
    message: 'maxStorageGiB must be a tenth above storageGiB or more: RDS refuses a lower limit',
  },
  windowsApart('backupWindow'),
];
