// Values at the very limit of what is accepted: a rule that is too strict would refuse them.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts without anything being wrong. */
const cases: { name: string; changes: Changes }[] = [
  { name: 'storage limit of exactly 110 %', changes: { 'database.maxStorageGiB': 110 } },
  {
    name: 'storage limit of 110 % where a float would ask for more',
    changes: { 'database.storageGiB': 300, 'database.maxStorageGiB': 330 },
  },
  { name: 'maintenance right after the backup', changes: { 'database.backupWindow': '03:00-04:00' } },
  { name: 'maintenance right before the backup', changes: { 'database.backupWindow': '05:00-05:30' } },
  {
    name: 'snapshot window of exactly an hour across midnight',
    changes: { 'cache.snapshotWindow': '23:30-00:30' },
  },
  { name: 'Redis in its own version', changes: { 'cache.engine': 'redis', 'cache.engineVersion': '7.1' } },
  { name: 'database and cache in one zone', changes: { 'database.multiAz': false, 'cache.replicas': 0 } },
  { name: 'fixed number of workers', changes: { 'airflow.queues[0].minWorkers': 20 } },
  { name: 'queue that sleeps', changes: { 'airflow.queues[1].minWorkers': 0 } },
  { name: 'as many slots as pods', changes: { 'runner.maxPods': 32 } },
  {
    name: 'slots beyond the GPUs when no job wants one',
    changes: {
      'airflow.runnerSlots': 96,
      'nodes.general.volumeGiB': 200,
      'runner.jobClasses[1].gpus': 0,
      'runner.jobClasses[2].gpus': 0,
    },
  },
  {
    name: 'job with every GPU of the pool',
    changes: { 'runner.jobClasses[2].gpus': 8, 'nodes.gpu.gpuLimit': 8, 'airflow.runnerSlots': 8 },
  },
  { name: 'job as large as the pool', changes: { 'nodes.gpu.cpuLimit': 14 } },
  { name: 'job with almost the whole disk', changes: { 'runner.jobClasses[0].scratchGiB': 99 } },
  { name: 'job as long as the longest queue', changes: { 'runner.jobClasses[2].deadlineMinutes': 1500 } },
  { name: 'what always runs fills the pool', changes: { 'nodes.general.cpuLimit': 25 } },
  { name: 'smallest service network', changes: { 'cluster.serviceCidr': '192.168.255.0/24' } },
  { name: 'service network beside the VPC', changes: { 'cluster.serviceCidr': '10.41.0.0/16' } },
  { name: 'one company with a /8', changes: { 'ingress.inboundCidrs': ['17.0.0.0/8'] } },
  { name: 'a single address', changes: { 'ingress.inboundCidrs': ['198.51.100.7/32'] } },
  { name: 'two private subnets in one zone', changes: { 'network.privateSubnets[2].zone': 'eu-central-1b' } },
  {
    name: 'endpoint of another kind',
    changes: { 'cluster.endpoint': 'https://eks.internal.helical.example' },
  },
  { name: 'name of one letter', changes: { name: 'p' } },
  { name: 'DAG folder below another', changes: { 'airflow.dags.path': 'src/dags_v2' } },
  {
    name: 'commit as revision',
    changes: { 'delivery.targetRevision': '0123456789abcdef0123456789abcdef01234567' },
  },
  { name: 'branch with a slash', changes: { 'delivery.targetRevision': 'release/1.x' } },
  {
    name: 'repository by ssh',
    changes: { 'delivery.repository': 'git@github.com:helical/helical-gitops.git' },
  },
  {
    name: 'repository by ssh URL',
    changes: { 'delivery.repository': 'ssh://git@git.helical.example:2222/gitops.git' },
  },
];

for (const { name, changes } of cases) {
  test(`accepted: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), '');
  });
}

test.run();
