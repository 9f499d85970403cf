// Fields that are unknown, missing or of the wrong type.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, removed, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'unknown field, near a known one',
    changes: { 'database.storageGB': 100 },
    message: [
      'error envs/prod.ts: database.storageGB [environment/unknown-field]',
      '  There is no field "storageGB" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: Did you mean "storageGiB"? Fields here: engineVersion, instanceClass, storageGiB, maxStorageGiB, multiAz, readReplica, backupRetentionDays, backupWindow, maintenanceWindow, deletionProtection, logRetentionDays.',
    ],
  },
  {
    name: 'unknown field that another section has',
    changes: { multiAz: true },
    message: [
      'error envs/prod.ts: multiAz [environment/unknown-field]',
      '  There is no field "multiAz" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: Did you mean "database.multiAz"? Fields here: name, description, ownership, account, network, cluster, ingress, encryption, database, cache, storage, airflow, runner, nodes, observability, delivery.',
    ],
  },
  {
    name: 'unknown field, near nothing',
    changes: { 'delivery.colour': 'green' },
    message: [
      'error envs/prod.ts: delivery.colour [environment/unknown-field]',
      '  There is no field "colour" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: Fields here: repository, targetRevision, syncPolicy, compositionUpdates, prune.',
    ],
  },
  {
    name: 'unknown field whose name is no identifier',
    changes: { 'ownership.cost-center': 'research' },
    message: [
      'error envs/prod.ts: ownership["cost-center"] [environment/unknown-field]',
      '  There is no field "cost-center" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: Did you mean "costCenter"? Fields here: owner, costCenter.',
    ],
  },
  {
    name: 'field of the other kind of DAG source',
    changes: { 'airflow.dags.fileSystemId': 'fs-0123456789abcdef0' },
    message: [
      'error envs/prod.ts: airflow.dags.fileSystemId [environment/unknown-field]',
      '  There is no field "fileSystemId" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: It belongs to source "efs". Fields here: source, repository, revision, path, periodSeconds, credentials.',
    ],
  },
  {
    name: 'missing field',
    changes: { 'database.storageGiB': removed },
    message: [
      'error envs/prod.ts: database.storageGiB [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: Initial gp3 storage. It can grow, never shrink.',
      '  fix: Add it: 20 to 65,536 GiB.',
    ],
  },
  {
    name: 'missing section',
    changes: { 'airflow.scheduler': removed },
    message: [
      'error envs/prod.ts: airflow.scheduler [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: Scheduler. Two or more share the work, and one may stop.',
      '  fix: Add it with the fields replicas, resources.',
    ],
  },
  {
    name: 'undefined counts as missing',
    changes: { 'runner.maxPods': undefined },
    message: [
      'error envs/prod.ts: runner.maxPods [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: Quota: pods of the namespace helical-runner at once.',
      '  fix: Add it: 1 to 5000 pods.',
    ],
  },
  {
    name: 'missing field in a list',
    changes: { 'airflow.queues[1].name': removed },
    message: [
      'error envs/prod.ts: airflow.queues[1].name [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: Queue name, as a task writes it in `queue=`.',
      '  fix: Add it: lower-case letters, digits and dashes, starting with a letter, at most 40 characters.',
    ],
  },
  {
    name: 'missing DAG source',
    changes: { 'airflow.dags.source': removed },
    message: [
      'error envs/prod.ts: airflow.dags.source [environment/missing-field]',
      '  The field is missing.',
      '  why: It decides which other fields there are.',
      '  fix: Accepted: "git-sync", "efs".',
    ],
  },
  {
    name: 'unknown DAG source',
    changes: { 'airflow.dags.source': 'gitsync' },
    message: [
      'error envs/prod.ts: airflow.dags.source [environment/unknown-value]',
      '  "gitsync" is not an accepted value.',
      '  why: It decides which other fields there are.',
      '  fix: Did you mean "git-sync"? Accepted: "git-sync", "efs".',
    ],
  },
  {
    name: 'text for a number',
    changes: { 'database.storageGiB': '100' },
    message: [
      'error envs/prod.ts: database.storageGiB [environment/wrong-type]',
      '  "100" is a text, not a whole number.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use 20 to 65,536 GiB.',
    ],
  },
  {
    name: 'number for a text',
    changes: { 'account.accountId': 777788889999 },
    message: [
      'error envs/prod.ts: account.accountId [environment/wrong-type]',
      '  777788889999 is a number, not a text.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use 12 digits, in quotes.',
    ],
  },
  {
    name: 'fraction for a whole number',
    changes: { 'encryption.deletionWindowDays': 7.5 },
    message: [
      'error envs/prod.ts: encryption.deletionWindowDays [environment/wrong-type]',
      '  7.5 is a fraction, not a whole number.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use 7 to 30 days.',
    ],
  },
  {
    name: 'text for true or false',
    changes: { 'database.multiAz': 'yes' },
    message: [
      'error envs/prod.ts: database.multiAz [environment/wrong-type]',
      '  "yes" is a text, not true or false.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use true or false.',
    ],
  },
  {
    name: 'null for a section',
    changes: { cluster: null },
    message: [
      'error envs/prod.ts: cluster [environment/wrong-type]',
      '  null is not an object.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use source: "existing" or "provisioned".',
    ],
  },
  {
    name: 'list for a section',
    changes: { runner: [] },
    message: [
      'error envs/prod.ts: runner [environment/wrong-type]',
      '  [] is a list, not an object.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use an object with the fields image, jobClasses, maxPods.',
    ],
  },
  {
    name: 'object for a list',
    changes: { 'airflow.queues': {} },
    message: [
      'error envs/prod.ts: airflow.queues [environment/wrong-type]',
      '  {} is an object, not a list.',
      '  why: Everything that reads this field relies on its type.',
      '  fix: Use a list of 1 to 10 items.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad structure: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
