// The KMS keys of an environment: one for each AWS service that stores data.
import { type Environment, type Installation, makesFileSystem } from '../envs/index.ts';
import type { OwnershipTags } from './shared/named-tags.ts';

/** What the keys are for, by the last part of their alias. */
export const keyPurposes = {
  storage: { service: 's3', variant: 'service', description: 'Datasets, outputs and logs in S3' },
  database: { service: 'rds', variant: 'service', description: 'Airflow metadata database' },
  cache: { service: 'elasticache', variant: 'service', description: 'Celery queue' },
  secrets: { service: 'secretsmanager', variant: 'service', description: 'Secrets in Secrets Manager' },
  nodes: { service: 'ec2', variant: 'service', description: 'Volumes of Karpenter nodes' },
  logs: { service: 'logs', variant: 'logs', description: 'CloudWatch log groups' },
  metrics: { service: 'aps', variant: 'service', description: 'Managed Prometheus' },
  queues: { service: 'sqs', variant: 'queues', description: 'Node interruption queue' },
  files: { service: 'elasticfilesystem', variant: 'service', description: 'Shared file system of the DAGs' },
  topics: { service: 'sns', variant: 'topics', description: 'Alerts and alarms' },
} as const;

/** Purpose of a key. */
export type KeyPurpose = keyof typeof keyPurposes;

/** Alias of a key without `alias/`, for example `helical-prod-database`. */
export function keyAlias(environment: Pick<Installation, 'name'>, purpose: KeyPurpose): string {
  return `helical-${environment.name}-${purpose}`;
}

/** Tags of everything that takes tags. */
export function environmentTags(environment: Pick<Installation, 'name' | 'ownership'>): OwnershipTags {
  return {
    'cost-center': environment.ownership.costCenter,
    environment: environment.name,
    'managed-by': 'crossplane',
    owner: environment.ownership.owner,
  };
}

/** The keys that every environment has, in the order of the table above. */
const always = [
  'storage',
  'database',
  'cache',
  'secrets',
  'nodes',
  'logs',
  'metrics',
  'queues',
  'topics',
] as const satisfies readonly KeyPurpose[];

/** The keys of an environment; one for files only where there is a file system of ours. */
export function keysOf(environment: Environment): readonly KeyPurpose[] {
  return makesFileSystem(environment) ? [...always, 'files'] : always;
}
