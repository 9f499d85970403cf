// Values that have the right type and are refused.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'below the range',
    changes: { 'database.storageGiB': 5 },
    message: [
      'error envs/prod.ts: database.storageGiB [environment/out-of-range]',
      '  5 is too small.',
      '  why: RDS accepts 20 to 65,536 GiB for gp3.',
      '  fix: Use 20 to 65,536 GiB.',
    ],
  },
  {
    name: 'above the range',
    changes: { 'encryption.deletionWindowDays': 365 },
    message: [
      'error envs/prod.ts: encryption.deletionWindowDays [environment/out-of-range]',
      '  365 is too large.',
      '  why: KMS accepts 7 to 30 days. Without the key the data is lost.',
      '  fix: Use 7 to 30 days.',
    ],
  },
  {
    name: 'no workers at all',
    changes: { 'airflow.queues[1].minWorkers': 0, 'airflow.queues[1].maxWorkers': 0 },
    message: [
      'error envs/prod.ts: airflow.queues[1].maxWorkers [environment/out-of-range]',
      '  0 is too small.',
      '  why: With 0 no worker could ever exist, and tasks of this queue would wait for ever.',
      '  fix: Use 1 to 200 workers.',
    ],
  },
  {
    name: 'retention that CloudWatch does not know',
    changes: { 'airflow.logRetentionDays': 45 },
    message: [
      'error envs/prod.ts: airflow.logRetentionDays [environment/unknown-value]',
      '  45 is not an accepted value.',
      '  why: CloudWatch Logs refuses any other number of days, and the guide allows 7 to 180.',
      '  fix: Accepted: 7, 14, 30, 60, 90, 120, 150, 180 days.',
    ],
  },
  {
    name: 'Glacier days that the guide does not give',
    changes: { 'storage.logsGlacierDays': 30 },
    message: [
      'error envs/prod.ts: storage.logsGlacierDays [environment/unknown-value]',
      '  30 is not an accepted value.',
      '  why: The scaling guide gives these two choices.',
      '  fix: Accepted: 60, 90 days.',
    ],
  },
  {
    name: 'number in quotes',
    changes: { 'storage.logsGlacierDays': '60' },
    message: [
      'error envs/prod.ts: storage.logsGlacierDays [environment/unknown-value]',
      '  "60" is not an accepted value.',
      '  why: The scaling guide gives these two choices.',
      '  fix: Did you mean 60? Accepted: 60, 90 days.',
    ],
  },
  {
    name: 'word near an accepted one',
    changes: { 'cache.engine': 'Valky' },
    message: [
      'error envs/prod.ts: cache.engine [environment/unknown-value]',
      '  "Valky" is not an accepted value.',
      '  why: ElastiCache offers these with replication.',
      '  fix: Did you mean "valkey"? Accepted: "valkey", "redis".',
    ],
  },
  {
    name: 'region without Managed Prometheus',
    changes: { 'account.region': 'eu-central1' },
    message: [
      'error envs/prod.ts: account.region [environment/unknown-value]',
      '  "eu-central1" is not an accepted value.',
      '  why: Managed Prometheus and Managed Grafana exist in these regions only.',
      '  fix: Did you mean "eu-central-1"? Accepted: "us-east-1", "us-east-2", "us-west-2", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1", "eu-west-2".',
    ],
  },
  {
    name: 'empty list',
    changes: { 'ingress.inboundCidrs': [] },
    message: [
      'error envs/prod.ts: ingress.inboundCidrs [environment/wrong-count]',
      '  The list has 0 items.',
      '  why: An empty list would open the load balancer to everybody; a security group has 60 rules by default.',
      '  fix: Use a list of 1 to 50 different items.',
    ],
  },
  {
    name: 'list with one item too many',
    changes: { 'nodes.gpu.capacityTypes': ['spot', 'on-demand', 'spot'] },
    message: [
      'error envs/prod.ts: nodes.gpu.capacityTypes [environment/wrong-count]',
      '  The list has 3 items.',
      '  why: With none Karpenter could start no node.',
      '  fix: Use a list of 1 to 2 different items.',
      'error envs/prod.ts: nodes.gpu.capacityTypes [environment/duplicate-item]',
      '  Items 0 and 2 are equal.',
      '  why: An item counts once: the second one says nothing, or was meant to say something else.',
      '  fix: Use a list of 1 to 2 different items.',
    ],
  },
  {
    name: 'one item twice',
    changes: { 'nodes.general.instanceCategories': ['m', 'm'] },
    message: [
      'error envs/prod.ts: nodes.general.instanceCategories [environment/duplicate-item]',
      '  Items 0 and 1 are equal.',
      '  why: An item counts once: the second one says nothing, or was meant to say something else.',
      '  fix: Use a list of 1 or more different items.',
    ],
  },
  {
    name: 'text that is too short',
    changes: { description: 'Prod.' },
    message: [
      'error envs/prod.ts: description [environment/wrong-form]',
      '  "Prod." has 5 characters.',
      '  why: A reviewer who does not know the environment judges a change by this sentence.',
      '  fix: Use a text of 10 to 200 characters.',
    ],
  },
  {
    name: 'text of the wrong form and too long',
    changes: {
      'ownership.owner':
        'Research and DevelopmentResearch and DevelopmentResearch and DevelopmentResearch and Development',
    },
    message: [
      'error envs/prod.ts: ownership.owner [environment/wrong-form]',
      '  "Research and DevelopmentResearch and DevelopmentResearch an… has 96 characters.',
      '  why: The name becomes part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 40 characters.',
    ],
  },
  {
    name: 'date that is no AMI version',
    changes: { 'nodes.amiAlias': 'al2023@latest' },
    message: [
      'error envs/prod.ts: nodes.amiAlias [environment/wrong-form]',
      '  "al2023@latest" does not have the accepted form.',
      '  why: An unpinned image rolls every node on the day AWS publishes a new one.',
      '  fix: Use al2023@v and the date of a release, such as al2023@v20251112, never @latest.',
    ],
  },
  {
    name: 'image without digest',
    changes: { 'runner.image': 'registry.helical.example/helical-runner:1.4.2' },
    message: [
      'error envs/prod.ts: runner.image [environment/wrong-form]',
      '  "registry.helical.example/helical-runner:1.4.2" does not have the accepted form.',
      '  why: A tag can be moved; the digest pins what was tested.',
      '  fix: Use registry/repository:tag@sha256:DIGEST.',
    ],
  },
  {
    name: 'window in another form',
    changes: { 'database.backupWindow': '2am-3am' },
    message: [
      'error envs/prod.ts: database.backupWindow [environment/wrong-form]',
      '  "2am-3am" does not have the accepted form.',
      '  why: RDS and ElastiCache refuse any other form.',
      '  fix: Use hh:mm-hh:mm in UTC, for example 02:00-03:00.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad value: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
