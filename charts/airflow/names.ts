// The names, ports and paths that the parts of Airflow know each other by.
import type { Environment } from '../../envs/index.ts';

export const namespace = 'airflow';

/** A Deployment, Job or CronJob of Airflow; also the name of its ServiceAccount, after the prefix `airflow-`. */
export type Component =
  | 'api-server'
  | 'scheduler'
  | 'dag-processor'
  | 'triggerer'
  | 'worker'
  | 'database-role'
  | 'migration';

/** Kubernetes name of a component. */
export const objectName = (component: string): string => `airflow-${component}`;

/** Ports that components listen on (Airflow’s defaults). */
export const ports = {
  apiServer: 8080,
  schedulerHealth: 8974,
  workerLogs: 8793,
  triggererLogs: 8794,
  gitSyncHealth: 1234,
} as const;

/** Ports of what is not in this namespace. */
export const remotePorts = { https: 443, postgres: 5432, redis: 6379, statsd: 9125 } as const;

/** Service of the StatsD exporter, placed by the workload `observability`. */
export const statsdHost = 'statsd-exporter.observability.svc.cluster.local';

/** Address of the execution API, which only pods of the cluster reach. */
export const executionApiUrl = `http://${objectName('api-server')}.${namespace}.svc.cluster.local:${ports.apiServer}/execution/`;

/** Folders of the official image, and what is mounted into it. */
export const paths = {
  home: '/opt/airflow',
  configuration: '/opt/airflow/config',
  logs: '/opt/airflow/logs',
  dags: '/opt/airflow/dags',
  jobClasses: '/opt/airflow/job-classes',
} as const;

/** Published by the Database composite resource: keys `host`, `port`, `database`, `masterSecretArn`. */
export const databaseConfigMap = 'airflow-database';
/** Published by the Cache composite resource: keys `host`, `port`. */
export const cacheConfigMap = 'airflow-cache';
/** Holds the cache’s token under `token`. The Cache composite resource reads it. */
export const cacheAuthSecret = 'airflow-cache-auth';

/** Names of the environment’s buckets. */
export function bucketNames(environment: Environment) {
  const prefix = environment.storage.bucketPrefix;
  return { datasets: `${prefix}-datasets`, outputs: `${prefix}-outputs`, logs: `${prefix}-logs` };
}

/** ARN of an IAM role of the environment; `role` is for example `airflow-worker`. */
export function roleArn(environment: Environment, role: string): string {
  return `arn:aws:iam::${environment.account.accountId}:role/helical/helical-${environment.name}-${role}`;
}
