// The EncryptionKey API: each composition lets exactly its users use the key.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type EncryptionKeySpec, encryptionKey } from '../../../crossplane/apis/encryption-key/index.ts';
import { composed } from '../kit/composed.ts';

const spec: EncryptionKeySpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  alias: 'helical-dev-queues',
  service: 'sqs',
  description: 'Queues',
  rotationDays: 365,
  deletionWindowDays: 30,
  deletionProtection: true,
  providerConfigKind: 'ClusterProviderConfig',
  tags: {},
};
const root = { AWS: 'arn:aws:iam::111122223333:root' };
const viaService = {
  StringEquals: { 'kms:CallerAccount': '111122223333', 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' },
};
const topics = { 'kms:EncryptionContext:aws:sns:topicArn': 'arn:aws:sns:eu-west-1:111122223333:*' };

const ofAutoScaling = {
  StringEquals: { 'kms:CallerAccount': '111122223333' },
  ArnEquals: {
    'aws:PrincipalArn':
      'arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  },
};

const users = {
  service: [[root, viaService]],
  logs: [
    [
      { Service: 'logs.eu-west-1.amazonaws.com' },
      {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:log-group:*' },
      },
    ],
  ],
  queues: [
    [root, viaService],
    [
      { Service: 'events.amazonaws.com' },
      { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': 'arn:aws:sqs:eu-west-1:111122223333:*' } },
    ],
  ],
  topics: [
    [root, viaService],
    [
      { Service: 'cloudwatch.amazonaws.com' },
      { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: topics },
    ],
    [{ Service: 'aps.amazonaws.com' }, { ArnLike: topics }],
  ],
  volumes: [
    [root, viaService],
    [{ AWS: '*' }, ofAutoScaling],
    [{ AWS: '*' }, { ...ofAutoScaling, Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
  ],
  clusters: [
    [
      root,
      {
        StringEquals: { 'kms:CallerAccount': '111122223333' },
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/helical/*' },
      },
    ],
  ],
};

test('each composition lets its users use the key, under a condition', () => {
  assert.equal(Object.keys(users), [...encryptionKey.variants]);
  for (const variant of encryptionKey.variants) {
    const statements = [...composed(encryptionKey, variant, spec).statements('key', 'policy').values()];
    const [administration, ...others] = statements;
    assert.is(administration?.Sid, 'Administration');
    assert.equal(
      others.map(({ Principal, Condition }) => [Principal, Condition]),
      users[variant],
      variant,
    );
  }
});

test('services that publish get a data key and nothing more', () => {
  const publishers = [
    ['queues', 'UseByEventsForQueues'],
    ['topics', 'UseByAlarmsForTopics'],
    ['topics', 'UseByAlertManagerForTopics'],
  ] as const;
  for (const [variant, sid] of publishers) {
    const statements = composed(encryptionKey, variant, spec).statements('key', 'policy');
    assert.equal(statements.get(sid)?.Action, ['kms:GenerateDataKey', 'kms:Decrypt']);
  }
});

test('whoever administers the key can’t use it by that', () => {
  for (const variant of encryptionKey.variants) {
    const statements = composed(encryptionKey, variant, spec).statements('key', 'policy');
    const actions = [statements.get('Administration')?.Action ?? []].flat();
    const using = actions.filter((action) => /Encrypt|Decrypt|DataKey|CreateGrant|\*/.test(action));
    assert.equal(using, []);
  }
});

test('the key rotates and is found by its alias', () => {
  const { field, externalName } = composed(encryptionKey, 'queues', spec);
  assert.equal([field('key', 'enableKeyRotation'), field('key', 'rotationPeriodInDays')], [true, 365]);
  assert.is(externalName('key-alias'), 'helical-dev-queues');
  assert.equal(field('key-alias', 'targetKeyIdRef'), { name: 'sample-key' });
});

test.run();
