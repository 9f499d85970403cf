// Airflow settings that contradict each other: workers, connections, credentials, options.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'more workers than the schedulers keep busy',
    changes: { 'airflow.parallelism': 100 },
    message: [
      'error envs/prod.ts: airflow.queues[0].maxWorkers [environment/worker-capacity]',
      '  concurrency 16 × maxWorkers 20 = 320 tasks; parallelism 100 × 3 schedulers = 300.',
      '  why: The schedulers never start that many tasks, so the last workers would never be asked for.',
      '  fix: Use at most 18 workers, or raise airflow.parallelism.',
      'error envs/prod.ts: airflow.queues[1].maxWorkers [environment/worker-capacity]',
      '  concurrency 32 × maxWorkers 10 = 320 tasks; parallelism 100 × 3 schedulers = 300.',
      '  why: The schedulers never start that many tasks, so the last workers would never be asked for.',
      '  fix: Use at most 9 workers, or raise airflow.parallelism.',
    ],
  },
  {
    name: 'more tasks than the execution API serves',
    changes: { 'airflow.executionApi.replicas': 2 },
    message: [
      'error envs/prod.ts: airflow.executionApi.replicas [environment/execution-capacity]',
      '  2 pods × 250 tasks = 500; the queues may run 16 × 20 + 32 × 10 + 32 × 2 = 704.',
      '  why: Heartbeats that get no answer in time make Airflow kill tasks that were doing well.',
      '  fix: Use 3 pods or more, or lower maxWorkers or concurrency under airflow.queues.',
    ],
  },
  {
    name: 'more connections than the database accepts',
    changes: { 'database.instanceClass': 'db.t4g.micro', 'airflow.apiServer.replicas': 20 },
    message: [
      'error envs/prod.ts: database.instanceClass [environment/database-connections]',
      '  Airflow wants api-server 20 × 20 + execution-api 3 × 20 + scheduler 3 × 10 + dag-processor 2 × 20 + triggerer 2 × 20 + probes 4 × 1 + jobs 3 × 10 + KEDA 3 × 2 = 610 connections, and 200 at the least; db.t4g.micro accepts 91.',
      '  why: PostgreSQL refuses connections above its limit, and the component that comes last stops working.',
      '  fix: Use a larger instance class, fewer replicas under airflow, or fewer workers: the 704 tasks of airflow.queues take 3 pods of the execution API.',
    ],
  },
  {
    name: 'a worker maximum that the database cannot serve',
    changes: {
      'airflow.queues[0].maxWorkers': 60,
      'airflow.parallelism': 1000,
      'airflow.executionApi.replicas': 6,
      'database.instanceClass': 'db.t4g.micro',
    },
    message: [
      'error envs/prod.ts: database.instanceClass [environment/database-connections]',
      '  Airflow wants api-server 3 × 20 + execution-api 6 × 20 + scheduler 3 × 10 + dag-processor 2 × 20 + triggerer 2 × 20 + probes 4 × 1 + jobs 3 × 10 + KEDA 3 × 2 = 330 connections, and 130 at the least; db.t4g.micro accepts 91.',
      '  why: PostgreSQL refuses connections above its limit, and the component that comes last stops working.',
      '  fix: Use a larger instance class, fewer replicas under airflow, or fewer workers: the 1344 tasks of airflow.queues take 6 pods of the execution API.',
    ],
  },
  {
    name: 'DAGs from git and from EFS at once',
    changes: {
      'airflow.dags.fileSystemId': 'fs-0123456789abcdef0',
      'airflow.dags.accessPointId': 'fsap-0123456789abcdef0',
    },
    message: ['fileSystemId', 'accessPointId'].flatMap((field) => [
      `error envs/prod.ts: airflow.dags.${field} [environment/unknown-field]`,
      `  There is no field "${field}" here.`,
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: It belongs to source "efs". Fields here: source, repository, revision, path, periodSeconds, credentials.',
    ]),
  },
  {
    name: 'instance class of unknown memory',
    changes: { 'database.instanceClass': 'db.x2g.large' },
    message: [
      'error envs/prod.ts: database.instanceClass [environment/database-connections]',
      '  The memory of db.x2g.large is not known, so neither is its number of connections.',
      '  why: PostgreSQL refuses connections above its limit, and the component that comes last stops working.',
      '  fix: Use a class of the series t, m or r, such as db.t4g.medium, db.m7g.large or db.r7g.xlarge.',
    ],
  },
  {
    name: 'more jobs than the triggerers watch',
    changes: {
      'airflow.triggerer.replicas': 1,
      'airflow.runnerSlots': 1001,
      'runner.maxPods': 1001,
      'nodes.gpu.gpuLimit': 1000,
      'runner.jobClasses[1].gpus': 0,
      'runner.jobClasses[2].gpus': 0,
      'runner.jobClasses[2].scratchGiB': 60,
    },
    message: [
      'error envs/prod.ts: airflow.triggerer.replicas [environment/triggerer-capacity]',
      '  1 triggerers × 1000 triggers = 1000; airflow.runnerSlots is 1001.',
      '  why: A finished job that nobody watches keeps its task waiting, and its slot taken.',
      '  fix: Use 2 triggerers or more, or lower airflow.runnerSlots.',
    ],
  },
  {
    name: 'SSH address without a key',
    changes: { 'airflow.dags.repository': 'git@github.com:helical/dags.git' },
    message: [
      'error envs/prod.ts: airflow.dags.credentials [environment/git-credentials]',
      '  "none" does not fit the SSH address git@github.com:helical/dags.git.',
      '  why: git-sync would be refused, and no pod that needs DAGs would ever start.',
      '  fix: Use "ssh-key", or an https address.',
    ],
  },
  {
    name: 'SSH key for an https address',
    changes: { 'airflow.dags.credentials': 'ssh-key' },
    message: [
      'error envs/prod.ts: airflow.dags.credentials [environment/git-credentials]',
      '  "ssh-key" does not fit the https address https://github.com/helical/helical-gitops.git.',
      '  why: git-sync would be refused, and no pod that needs DAGs would ever start.',
      '  fix: Use "none" or "github-app", or an SSH address.',
    ],
  },
  {
    name: 'unknown section and misspelt option',
    changes: {
      'airflow.options': [
        { section: 'coer', option: 'parallelism', value: '1' },
        { section: 'core', option: 'default_task_retrys', value: '1' },
        { section: 'core', option: 'default_task_retries', value: '1' },
      ],
    },
    message: [
      'error envs/prod.ts: airflow.options[0].section [environment/airflow-option]',
      '  Airflow 3.3.2 has no section "coer" (envs/airflow-option-names.ts).',
      '  why: Airflow ignores what it does not know, so the setting would have no effect.',
      '  fix: Did you mean "core"? Use one of its sections.',
      'error envs/prod.ts: airflow.options[1].option [environment/airflow-option]',
      '  Airflow 3.3.2 has no option "default_task_retrys" in [core] (envs/airflow-option-names.ts).',
      '  why: Airflow ignores what it does not know, so the setting would have no effect.',
      '  fix: Did you mean "default_task_retries"? Use an option of [core].',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`bad Airflow: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
