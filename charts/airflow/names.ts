// The names, ports and paths that the parts of Airflow know each other by.
import type { Environment } from '../../envs/index.ts';

export const namespace = 'airflow';

/** A Deployment, Job or CronJob of Airflow. Each has its own ServiceAccount, of the name `airflow-COMPONENT`. */
export const components = [
  'api-server',
  'execution-api',
  'scheduler',
  'dag-processor',
  'triggerer',
  'worker',
  'flower',
  'pgbouncer',
  'database-role',
  'migration',
  'history',
  'reaper',
] as const;

export type Component = (typeof components)[number];

/** Kubernetes name of a component. */
export const objectName = (component: string): string => `airflow-${component}`;

/** ServiceAccount through which External Secrets reads Secrets Manager. */
export const secretsReader = objectName('external-secrets');

/** Ports that components listen on (Airflow’s defaults). */
export const ports = {
  apiServer: 8080,
  schedulerHealth: 8974,
  workerLogs: 8793,
  triggererLogs: 8794,
  flower: 5555,
  pgbouncer: 6543,
  pgbouncerMetrics: 9127,
  gitSyncHealth: 1234,
} as const;

/** Ports of what is not in this namespace. */
export const remotePorts = {
  dns: 53,
  https: 443,
  ssh: 22,
  postgres: 5432,
  redis: 6379,
  statsd: 9125,
} as const;

/** Service that names one address for each pod of PgBouncer, for whoever reads their metrics. */
export const pgbouncerMetrics = 'pgbouncer-metrics';

/** Service of the StatsD exporter, placed by the workload `observability`. */
export const statsdHost = 'statsd-exporter.observability.svc.cluster.local';

/** Component that serves the execution API: a Deployment of its own where the environment asks for one. */
export const executionComponent = ({ airflow }: Environment) =>
  airflow.executionApi ? 'execution-api' : 'api-server';

/** Address of a Service of this namespace. */
export const serviceHost = (component: string) => `${objectName(component)}.${namespace}.svc.cluster.local`;

/** Folders of the official image, and what is mounted into it. */
export const paths = {
  home: '/opt/airflow',
  configuration: '/opt/airflow/config',
  logs: '/opt/airflow/logs',
  dags: '/opt/airflow/dags',
  jobClasses: '/opt/airflow/job-classes',
  scripts: '/opt/airflow/scripts',
} as const;

/** Published by the Database composite resource: keys `host`, `port`, `database`, `masterSecretArn`. */
export const databaseConfigMap = 'airflow-database';
/** Published by the Cache composite resource: keys `host`, `port`. */
export const cacheConfigMap = 'airflow-cache';
/** Holds the cache’s token under `token`. The Cache composite resource reads it. */
export const cacheAuthSecret = 'airflow-cache-auth';

/** Pool that bounds helical-runner pods. */
export const runnerPool = 'helical_runner';

/** Names of the environment’s buckets. */
export function bucketNames(environment: Environment) {
  const prefix = environment.storage.bucketPrefix;
  return { datasets: `${prefix}-datasets`, outputs: `${prefix}-outputs`, logs: `${prefix}-logs` };
}
