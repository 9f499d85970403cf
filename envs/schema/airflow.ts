// Airflow itself: its components, its task queues and where its DAGs come from.
import { type Static, Type } from 'typebox';
import {
  extraOptions,
  flower,
  gitCredentials,
  historyDays,
  openIdConnect,
  secretVersions,
} from './airflow-options.ts';
import { containerResources, label, logRetentionDays, repository, revision } from './common.ts';
import { section, text, typed, withDefault } from './field.ts';

const component = (description: string) =>
  section(
    {
      replicas: Type.Integer({
        minimum: 1,
        maximum: 20,
        unit: 'pods',
        description: 'Number of pods.',
        why: 'Without a pod Airflow stands still; each one also holds connections of the database.',
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
      unit: 'tasks',
      description: 'Tasks that one worker runs at once.',
      why: 'Each task is a process; more than 64 in one pod fail together.',
    }),
    minWorkers: Type.Integer({
      minimum: 0,
      maximum: 200,
      unit: 'workers',
      description:
        'Workers that are always there. With 0 the first task waits for a pod, and perhaps for a node.',
      why: 'They cost money day and night; more than 200 is a digit too many.',
    }),
    maxWorkers: Type.Integer({
      minimum: 1,
      maximum: 200,
      unit: 'workers',
      description: 'Autoscaling stops here.',
      why: 'With 0 no worker could ever exist, and tasks of this queue would wait for ever.',
    }),
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
    repository: repository(
      'Repository of the DAGs.',
      'git-sync clones it; a token in the URL would be a secret in git.',
    ),
    revision: revision(
      'Branch, tag or commit that is checked out.',
      'git-sync asks the repository for exactly this name.',
    ),
    path: withDefault(
      text('^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$', {
        description: 'Folder of the DAGs inside the repository.',
        accepted: 'a relative path such as dags or src/dags',
        why: 'git-sync checks out this folder only, and Airflow reads nothing else.',
      }),
      { default: 'dags', source: 'decision: this repository keeps its DAGs in dags/' },
    ),
    periodSeconds: withDefault(
      Type.Integer({
        minimum: 5,
        maximum: 3600,
        unit: 'seconds',
        description: 'Time between two fetches.',
        why: 'Every pod of Airflow fetches by itself, and git hosts limit the rate.',
      }),
      { default: 60, source: 'decision: git hosts limit the rate of anonymous fetches' },
    ),
    credentials: gitCredentials,
  },
  { description: 'DAGs from git.', tsName: 'GitSyncDags' },
);

const fileSystemId = text('^fs-[0-9a-f]{8,17}$', {
  description: 'EFS file system id.',
  accepted: 'fs- and 8 to 17 hexadecimal digits',
  why: 'The volume is mounted by this id.',
});

const accessPointId = text('^fsap-[0-9a-f]{8,17}$', {
  description: 'Access point whose root is the DAG folder.',
  accepted: 'fsap- and 8 to 17 hexadecimal digits',
  why: 'The access point pins user, group and folder.',
});

const fileSystemFacts = section(
  { fileSystemId, accessPointId },
  {
    description:
      'What AWS decided when Crossplane made the file system. docs/airflow.md says how to read it.',
    tsName: 'FileSystemFacts',
  },
);

const efs = section(
  {
    source: Type.Literal('efs', {
      description:
        'DAGs come from a shared EFS file system: one that exists, by both ids, or one that Crossplane makes.',
    }),
    fileSystemId: Type.Optional(fileSystemId),
    accessPointId: Type.Optional(accessPointId),
    facts: Type.Optional(fileSystemFacts),
  },
  { description: 'DAGs from EFS.', tsName: 'EfsDags' },
);

export const airflowSection = section(
  {
    apiServer: component('Web interface, REST API and the execution API of the workers.'),
    executionApi: Type.Optional(
      component(
        'The execution API in pods of its own, so that a busy web interface never delays a task. Without it the api-server serves both.',
      ),
    ),
    scheduler: component('Scheduler. Two or more share the work, and one may stop.'),
    dagProcessor: component('DAG processor, which reads the DAG files.'),
    triggerer: component('Triggerer, which waits for deferred tasks.'),
    parallelism: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      unit: 'tasks',
      description: 'Tasks that one scheduler runs at once, over all queues.',
      why: 'Airflow’s [core] parallelism; workers beyond it stay idle.',
    }),
    queues: Type.Array(queue, {
      minItems: 1,
      maxItems: 10,
      description: 'Celery queues. The first is the default.',
      why: 'A task without a queue goes to the first one; each queue is a Deployment that somebody looks after.',
    }),
    runnerSlots: Type.Integer({
      minimum: 1,
      maximum: 5000,
      unit: 'slots',
      description: 'Slots of the pool `helical_runner`: helical-runner pods at once.',
      why: 'The pool keeps a mapped DAG from asking for more GPUs than the node pool may have.',
    }),
    dags: typed<GitSyncDags | EfsDags>({
      type: 'object',
      discriminator: { propertyName: 'source' },
      oneOf: [gitSync, efs],
      description: 'Where the DAGs come from: a git repository or EFS, never both.',
      why: 'It decides which other fields there are.',
    }),
    logRetentionDays: logRetentionDays('How long component and task logs stay in CloudWatch.'),
    historyDays,
    adminEmail: text('^[^@\\s]+@[^@\\s]+\\.[a-z]+$', {
      description: 'Mail address of the first administrator.',
      accepted: 'a mail address',
      why: 'Airflow stores it with the user.',
    }),
    openIdConnect: Type.Optional(openIdConnect),
    secretVersions,
    flower: Type.Optional(flower),
    options: extraOptions,
  },
  { description: 'Airflow.', tsName: 'Airflow' },
);

type GitSyncDags = Static<typeof gitSync>;
type EfsDags = Static<typeof efs>;
