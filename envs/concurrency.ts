// The concurrency model: how many tasks run at once, and how many database connections that takes.
import type { EnvironmentDescription as Environment } from './environment.ts';

/** The named fields of the section `airflow`: a function says which of them it reads. */
type AirflowWith<Field extends keyof Environment['airflow']> = {
  airflow: Pick<Environment['airflow'], Field>;
};

/** What opens connections to the database. */
type Connecting = AirflowWith<
  'apiServer' | 'executionApi' | 'scheduler' | 'dagProcessor' | 'triggerer' | 'queues'
>;

/** The parts of an environment that decide about connections. */
export type Concurrency = Connecting & { database: Pick<Environment['database'], 'instanceClass'> };

/** Connections of one pool of one process: kept open, and opened for a moment on top. */
export const databasePool = { size: 5, overflow: 5 } as const;

/** Triggers that one triggerer watches (Airflow: [triggerer] capacity). */
export const triggererCapacity = 1000;

/**
 * Running tasks that one pod of the execution API serves. Each task sends a heartbeat every 5 seconds
 * ([workers] min_heartbeat_interval), so this is 50 requests a second for one process.
 */
export const tasksPerExecutionApi = 250;

/** Tasks that the workers of a queue run at once when all of them are there. */
export const queueCapacity = ({ concurrency, maxWorkers }: Environment['airflow']['queues'][number]) =>
  concurrency * maxWorkers;

/** Tasks that all workers run at once. */
export const workerCapacity = ({ airflow }: AirflowWith<'queues'>) =>
  airflow.queues.reduce((sum, queue) => sum + queueCapacity(queue), 0);

/** Tasks that the schedulers start at once. */
export const schedulerCapacity = ({ airflow }: AirflowWith<'parallelism' | 'scheduler'>) =>
  airflow.parallelism * airflow.scheduler.replicas;

/** One line of the sum: who opens connections, and how many at most. */
export interface Demand {
  who: string;
  /** Processes, for example one for each pod. */
  processes: number;
  /** Connections that one process opens at most. */
  each: number;
}

/** Every process that opens connections to the database. Workers open none: they use the execution API. */
export function connectionDemand({ airflow }: Connecting): Demand[] {
  const pool = databasePool.size + databasePool.overflow;
  // A synchronous pool, and an asynchronous one of the same size.
  const twoPools = 2 * pool;
  const probed = airflow.dagProcessor.replicas + airflow.triggerer.replicas;
  return [
    { who: 'api-server', processes: airflow.apiServer.replicas, each: twoPools },
    { who: 'execution-api', processes: airflow.executionApi?.replicas ?? 0, each: twoPools },
    { who: 'scheduler', processes: airflow.scheduler.replicas, each: pool },
    { who: 'dag-processor', processes: airflow.dagProcessor.replicas, each: twoPools },
    { who: 'triggerer', processes: airflow.triggerer.replicas, each: twoPools },
    // A heartbeat probe is a process of its own.
    { who: 'probes', processes: probed, each: 1 },
    // Migration, clean-up and reaper may run at the same time.
    { who: 'jobs', processes: 3, each: pool },
    { who: 'KEDA', processes: airflow.queues.length, each: 2 },
  ].filter(({ processes }) => processes > 0);
}

/** How the pods reach the database. */
export interface ConnectionPlan {
  demand: Demand[];
  /** Sum of the demand, during a rollout: one more pod of each component. */
  wanted: number;
  /** Connections that the instance class accepts, less what is kept for administrators. */
  available: number;
  /** True when the demand needs a pooler between. */
  pgbouncer: boolean;
  /** With PgBouncer: connections that one of its two pods opens to the database. */
  poolSize: number;
  /** Connections below which Airflow would stall even behind a pooler: one kept pool for each process. */
  least: number;
}

/** Pods of PgBouncer, when it is used. */
export const pgbouncerReplicas = 2;

/** Kept for administrators and for RDS itself (PostgreSQL: superuser_reserved_connections; RDS: its own monitoring). */
const reserved = 10;

/**
 * Adds up the connections and compares them with what the instance class accepts.
 * `undefined` when the memory of the class is not known.
 */
export function connectionPlan(environment: Concurrency): ConnectionPlan | undefined {
  const limit = maxConnections(environment.database.instanceClass);
  if (limit === undefined) return undefined;
  const available = limit - reserved;
  const demand = connectionDemand(environment);
  const wanted = demand.reduce((sum, { processes, each }) => sum + (processes + 1) * each, 0);
  const least = demand.reduce((sum, { processes }) => sum + processes, 0) * databasePool.size;
  return {
    demand,
    wanted,
    available,
    pgbouncer: wanted > available,
    poolSize: Math.floor(Math.min(wanted, available) / pgbouncerReplicas),
    least,
  };
}

/** The sum in words: `api-server 3 × 20 + scheduler 3 × 10 = 90`. */
export function demandInWords(demand: readonly Demand[]): string {
  const terms = demand.map(({ who, processes, each }) => `${who} ${processes} × ${each}`);
  const sum = demand.reduce((total, { processes, each }) => total + processes * each, 0);
  return `${terms.join(' + ')} = ${sum}`;
}

/** GiB of memory of the smallest size of a family’s series. */
const memoryOfLarge: Record<string, number> = { t: 8, m: 8, r: 16 };

/** Size of an instance relative to `large`. */
const sizes: Record<string, number> = { micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1, xlarge: 2 };

/** Memory in GiB of an RDS instance class of the series t, m or r, for example 16 for `db.m7g.xlarge`. */
export function instanceMemoryGiB(instanceClass: string): number | undefined {
  const match = /^db\.([tmr])\d[a-z]*\.(?:(\d+)(?=x))?([a-z]+)$/.exec(instanceClass);
  const large = memoryOfLarge[match?.[1] ?? ''];
  const size = sizes[match?.[3] ?? ''];
  if (large === undefined || size === undefined) return undefined;
  return large * size * Number(match?.[2] ?? 1);
}

/**
 * RDS: max_connections defaults to LEAST(DBInstanceClassMemory / 9531392, 5000), in bytes.
 * DBInstanceClassMemory is what is left after the operating system; a tenth is taken off for it.
 */
export function maxConnections(instanceClass: string): number | undefined {
  const memoryGiB = instanceMemoryGiB(instanceClass);
  if (memoryGiB === undefined) return undefined;
  return Math.min(Math.floor((memoryGiB * 2 ** 30 * 0.9) / 9_531_392), 5000);
}
