// Airflow itself: its components, its task queues and where its DAGs come from.
import { type Static, Type } from 'typebox';
import { containerResources, label, logRetentionDays } from './common.ts';
import { section, text, typed, withDefault } from './field.ts';

const component = (description: string, minimumReplicas: number) =>
  section(
    {
      replicas: Type.Integer({
        minimum: minimumReplicas,
        maximum: 20,
        description: 'Number of pods.',
        why: `The component works with ${minimumReplicas} pods or more.`,
      }),
      resources: containerResources('Resources of each pod.'),
    },
    {
      description,
      tsName: 'Component',
      tsDescription: 'One Airflow component: how many pods it has, and what each may use.',
    },
  );

const queue = section(
  {
    name: label('Queue name, as a task writes it in `queue=`.'),
    concurrency: Type.Integer({
      minimum: 1,
      maximum: 64,
      description: 'Tasks that one worker runs at once.',
      why: 'Each task is a process; more than 64 in one pod fail together.',
    }),
    minWorkers: Type.Integer({ minimum: 0, maximum: 200, description: 'Workers that are always there.' }),
    maxWorkers: Type.Integer({ minimum: 1, maximum: 200, description: 'Autoscaling stops here.' }),
    longestTaskMinutes: Type.Integer({
      minimum: 1,
      maximum: 2880,
      unit: 'minutes',
      description: 'Longest task of this queue. Graceful termination waits that long.',
      why: 'A worker that stops earlier kills the task; EKS nodes are replaced within days.',
    }),
    resources: containerResources('Resources of each worker.'),
  },
  { description: 'One Celery queue with its own workers.', tsName: 'Queue' },
);

const gitSync = section(
  {
    source: Type.Literal('git-sync', { description: 'DAGs come from a git repository.' }),
    repository: text('^(https://|ssh://git@|git@)[^\\s]+$', {
      description: 'Repository of the DAGs.',
      accepted: 'an https or ssh git URL',
      why: 'git-sync clones it without asking anybody.',
    }),
    revision: Type.String({ minLength: 1, description: 'Branch, tag or commit that is checked out.' }),
    path: withDefault(
      text('^[^/.][^\\s]*$', {
        description: 'Folder of the DAGs inside the repository.',
        accepted: 'a relative path without ..',
        why: 'Airflow reads this folder only.',
      }),
      { default: 'dags', source: 'this repository keeps its DAGs in dags/' },
    ),
    periodSeconds: withDefault(
      Type.Integer({ minimum: 5, maximum: 3600, unit: 'seconds', description: 'Time between two fetches.' }),
      { default: 60, source: 'decision: git hosts limit the rate of anonymous fetches' },
    ),
  },
  { description: 'DAGs from git.', tsName: 'GitSyncDags' },
);

const efs = section(
  {
    source: Type.Literal('efs', { description: 'DAGs come from a shared EFS file system.' }),
    fileSystemId: text('^fs-[0-9a-f]{8,17}$', {
      description: 'EFS file system id.',
      accepted: 'fs- and 8 to 17 hexadecimal digits',
      why: 'The volume is mounted by this id.',
    }),
    accessPointId: text('^fsap-[0-9a-f]{8,17}$', {
      description: 'Access point whose root is the DAG folder.',
      accepted: 'fsap- and 8 to 17 hexadecimal digits',
      why: 'The access point pins user, group and folder.',
    }),
  },
  { description: 'DAGs from EFS.', tsName: 'EfsDags' },
);

export const airflowSection = section(
  {
    apiServer: component('Web interface, REST API and the execution API of the workers.', 1),
    scheduler: component('Scheduler.', 1),
    dagProcessor: component('DAG processor.', 1),
    triggerer: component('Triggerer, which waits for deferred tasks.', 1),
    parallelism: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description: 'Tasks that one scheduler runs at once, over all queues.',
      why: 'Airflow’s [core] parallelism; workers beyond it stay idle.',
    }),
    queues: Type.Array(queue, {
      minItems: 1,
      maxItems: 10,
      description: 'Celery queues. The first is the default.',
    }),
    runnerSlots: Type.Integer({
      minimum: 1,
      maximum: 5000,
      description: 'Slots of the pool `helical_runner`: helical-runner pods at once.',
      why: 'The pool keeps a mapped DAG from asking for more GPUs than the node pool may have.',
    }),
    dags: typed<GitSyncDags | EfsDags>({
      type: 'object',
      discriminator: { propertyName: 'source' },
      oneOf: [gitSync, efs],
      description: 'Where the DAGs come from: a git repository or EFS, never both.',
    }),
    logRetentionDays: logRetentionDays('How long component and task logs stay in CloudWatch.'),
    adminEmail: text('^[^@\\s]+@[^@\\s]+\\.[a-z]+$', {
      description: 'Mail address of the first administrator.',
      accepted: 'a mail address',
      why: 'Airflow stores it with the user.',
    }),
  },
  { description: 'Airflow.', tsName: 'Airflow' },
);

type GitSyncDags = Static<typeof gitSync>;
type EfsDags = Static<typeof efs>;
