// Spec and status of a Cache.
import { type Static, Type } from 'typebox';
import {
  changing,
  choice,
  encryptionKeyAlias,
  immutable,
  object,
  region,
  type SpecRule,
  tags,
} from '../../engine/spec.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { withinFamily } from '../../shared/versions.ts';
import { dailyWindow, weeklyWindow, windowsApart } from '../../shared/windows.ts';

/** Engines with their versions, and the parameter group family that ElastiCache wants for each version. */
export const families = { '7.1': 'redis7', '7.2': 'valkey7', '8.0': 'valkey8' } as const;

type EngineVersion = keyof typeof families;

const engineVersions: EngineVersion[] = ['7.1', '7.2', '8.0'];

export const spec = object(
  {
    region,
    replicationGroupId: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,38}[a-z0-9]$',
        maxLength: 40,
        description: 'Name of the replication group.',
      }),
      'ElastiCache knows the replication group by it',
    ),
    description: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'What the cache is for, for people.',
    }),
    engine: immutable(
      choice(['valkey', 'redis'], 'ElastiCache engine.'),
      'the parameter group of the cache belongs to its engine',
    ),
    engineVersion: changing(
      choice<EngineVersion>(engineVersions, 'Engine version: 7.1 is redis, 7.2 and 8.0 are valkey.'),
      withinFamily(families, 'make a new cache, let the workers drain the old one'),
    ),
    nodeType: Type.String({
      pattern: '^cache\\.[a-z0-9]+\\.[a-z0-9]+$',
      maxLength: 40,
      description: 'ElastiCache node type.',
    }),
    nodes: Type.Integer({ minimum: 1, maximum: 6, description: 'Primary and replicas together.' }),
    highlyAvailable: Type.Boolean({
      description: 'Nodes in several zones, with automatic failover. Needs two nodes.',
    }),
    snapshotRetentionDays: Type.Integer({
      minimum: 1,
      maximum: 35,
      description: 'Days that snapshots are kept.',
    }),
    snapshotWindow: dailyWindow('Daily snapshot, UTC.'),
    maintenanceWindow: weeklyWindow('Weekly maintenance, UTC.'),
    logRetentionDays,
    deletionProtection: Type.Boolean({ description: 'Keep the cache in AWS when this object is deleted.' }),
    authTokenSecret: Type.String({
      pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$',
      maxLength: 253,
      description: 'Secret of this namespace whose key "token" is the password of the cache.',
    }),
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
      description: 'Security group of the cluster. It alone may connect on 6379.',
    }),
    encryptionKeyAlias: immutable(
      encryptionKeyAlias,
      'ElastiCache can’t encrypt an existing cache with another key',
    ),
    logsKeyAlias: encryptionKeyAlias,
    tags,
  },
  { description: 'A Valkey or Redis cache on ElastiCache.' },
);

export const status = object(
  {
    host: Type.String({ description: 'Host name of the primary.' }),
    port: Type.Integer({ description: 'Port of the primary.' }),
    arn: Type.String({ description: 'ARN of the replication group.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the data at rest.' }),
    logsKeyArn: Type.String({ description: 'Key of the log groups.' }),
  },
  { description: 'Facts of the cache once AWS has made it.' },
);

/** Spec of a Cache. */
export type CacheSpec = Static<typeof spec>;

/** What must fit together in a spec. */
export const rules: readonly SpecRule<CacheSpec>[] = [
  {
    field: 'engineVersion',
    cel: "(self.engine == 'redis') == (self.engineVersion == '7.1')",
    holds: ({ engine, engineVersion }) =>
      (engine === 'redis') === families[engineVersion].startsWith('redis'),
    message: 'engineVersion must be one of its engine: 7.1 is redis, 7.2 and 8.0 are valkey',
  },
  {
    field: 'nodes',
    cel: '!self.highlyAvailable || self.nodes >= 2',
    holds: ({ highlyAvailable, nodes }) => !highlyAvailable || nodes >= 2,
    message: 'nodes must be 2 or more with highlyAvailable: failover needs a replica',
  },
  windowsApart('snapshotWindow'),
];
