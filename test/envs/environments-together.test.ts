// Environments are checked against each other, and everything that is wrong is reported at once.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FindingsError } from '../../envs/finding.ts';
import { environments, parseEnvironments } from '../../envs/index.ts';
import { changed, messageOf, sourcesWith } from './kit/change.ts';

const sharedFields = [
  {
    path: 'name',
    value: 'staging',
    why: 'Both would be written to one folder under generated/.',
    also: [],
  },
  {
    path: 'account.accountId',
    value: '444455556666',
    why: 'In one account a mistake in one environment reaches the other.',
    // The certificate names the account too.
    also: [
      'error envs/prod.ts: ingress.certificateArn [environment/certificate-owner]',
      '  The certificate belongs to account "777788889999".',
      '  why: A load balancer can only use a certificate of its own account and region; the listener would not be made.',
      '  fix: Use a certificate of account 444455556666.',
    ],
  },
  {
    path: 'cluster.name',
    value: 'helical-staging',
    why: 'Metrics, tags and roles carry the name of the cluster, so nobody could tell the two apart.',
    also: [],
  },
  {
    path: 'storage.bucketPrefix',
    value: 'helical-workflows-staging',
    why: 'Bucket names are unique across all AWS accounts: the second environment could make none.',
    also: [],
  },
  {
    path: 'ingress.hostName',
    value: 'airflow.staging.helical.example',
    why: 'A host name leads to one load balancer; which one would be chance.',
    also: [],
  },
];

for (const { path, value, why, also } of sharedFields) {
  test(`two environments with one ${path}: the message names both files`, () => {
    assert.is(
      messageOf(sourcesWith({ 'envs/prod.ts': { [path]: value } })),
      [
        `error envs/prod.ts: ${path} [environment/not-unique]`,
        `  "${value}" is also the ${path} of envs/staging.ts.`,
        `  why: ${why}`,
        '  fix: Give envs/prod.ts or envs/staging.ts its own.',
        ...also,
      ].join('\n'),
    );
  });
}

/** Rule and place of every finding. */
function findingsOf(sources: { file: string; value: unknown }[]): string[] {
  try {
    parseEnvironments(sources);
    return [];
  } catch (error) {
    if (!(error instanceof FindingsError)) throw error;
    return error.findings.map(({ rule, where }) => `${where.file}: ${where.path} ${rule}`);
  }
}

test('all findings of all files come at once, file by file', () => {
  const findings = findingsOf(
    sourcesWith({
      'envs/prod.ts': {
        'airflow.queues[0].minWorkers': 25,
        'airflow.logRetentionDays': 45,
        'network.vpcCidr': '10.50.0.0/16',
        'database.storageGiB': '100',
        'ingress.colour': 'green',
      },
      'envs/dev.ts': { name: '../x', 'account.accountId': '1' },
    }),
  );
  assert.equal(findings, [
    'envs/dev.ts: name environment/wrong-form',
    'envs/dev.ts: account.accountId environment/wrong-form',
    'envs/prod.ts: ingress.colour environment/unknown-field',
    'envs/prod.ts: database.storageGiB environment/wrong-type',
    'envs/prod.ts: airflow.logRetentionDays environment/unknown-value',
    'envs/prod.ts: network.privateSubnets[0].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: network.privateSubnets[1].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: network.privateSubnets[2].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: network.publicSubnets[0].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: network.publicSubnets[1].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: network.publicSubnets[2].cidr environment/subnet-outside-vpc',
    'envs/prod.ts: airflow.queues[0].minWorkers environment/worker-range',
  ]);
});

test('a rule stays silent about fields that can’t be read, and the others still speak', () => {
  const findings = findingsOf(
    sourcesWith({
      'envs/prod.ts': { 'airflow.queues': null, 'runner.maxPods': 16, 'account.region': 'moon' },
    }),
  );
  assert.equal(findings, [
    'envs/prod.ts: account.region environment/unknown-value',
    'envs/prod.ts: airflow.queues environment/wrong-type',
    'envs/prod.ts: airflow.runnerSlots environment/runner-slots',
  ]);
});

test('the same file twice is two environments of one name', () => {
  const [dev] = environments;
  assert.ok(dev);
  assert.equal(findingsOf([dev, dev]).slice(0, 1), ['envs/dev.ts: name environment/not-unique']);
});

test('an internet-facing load balancer with a written reason is accepted', () => {
  const changes = {
    'ingress.inboundCidrs[0]': '0.0.0.0/0',
    'ingress.openToInternetReason': 'Partners without fixed addresses use the API.',
  };
  assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), '');
});

test('DAGs from EFS are accepted', () => {
  const dags = {
    source: 'efs',
    fileSystemId: 'fs-0123456789abcdef0',
    accessPointId: 'fsap-0123456789abcdef0',
  };
  const [environment] = parseEnvironments([
    { file: 'envs/dev.ts', value: changed('envs/dev.ts', { 'airflow.dags': dags }) },
  ]);
  assert.equal(environment?.airflow.dags, dags);
});

test.run();
