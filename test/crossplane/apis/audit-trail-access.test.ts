// Who may do what to an audit trail: write records, use its key, publish its alarms. Nobody deletes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { auditTrail } from '../../../crossplane/apis/audit-trail/index.ts';
import { logGroupArn, topicArn, trailArn, trailSpec } from '../kit/audit-trail.ts';
import { composed } from '../kit/composed.ts';

const made = composed(auditTrail, 'default', trailSpec);

test('CloudTrail alone writes records, and nobody deletes them', () => {
  const statements = made.statements('trail-bucket-policy', 'policy');
  const allowed = [...statements.values()].filter(({ Effect }) => Effect === 'Allow');
  assert.equal(
    allowed.map(({ Principal, Action, Resource }) => [Principal, Action, Resource]),
    [
      [{ Service: 'cloudtrail.amazonaws.com' }, 's3:GetBucketAcl', 'arn:aws:s3:::helical-dev-audit'],
      [
        { Service: 'cloudtrail.amazonaws.com' },
        's3:PutObject',
        'arn:aws:s3:::helical-dev-audit/AWSLogs/111122223333/*',
      ],
    ],
  );
  for (const { Condition } of allowed) {
    assert.is(Condition?.StringEquals?.['aws:SourceArn'], trailArn);
  }
  const others = statements.get('DenyOtherWriters');
  assert.equal(
    [others?.Effect, others?.Principal, others?.Action, others?.Condition],
    [
      'Deny',
      '*',
      's3:PutObject',
      { StringNotEquals: { 'aws:PrincipalServiceName': 'cloudtrail.amazonaws.com' } },
    ],
  );
  const deletion = statements.get('DenyDeletion');
  assert.equal(
    [deletion?.Effect, deletion?.Principal, deletion?.Action, deletion?.Condition],
    ['Deny', '*', ['s3:DeleteObject', 's3:DeleteObjectVersion'], undefined],
  );
});

test('each service may use the key for this trail only', () => {
  const statements = made.statements('trail-key', 'policy');
  const users = [...statements.values()].map(({ Sid, Principal, Condition }) => [Sid, Principal, Condition]);
  const root = { AWS: 'arn:aws:iam::111122223333:root' };
  assert.equal(users, [
    ['Administration', root, undefined],
    [
      'EncryptByTrail',
      { Service: 'cloudtrail.amazonaws.com' },
      { StringEquals: { 'aws:SourceArn': trailArn } },
    ],
    [
      'ReadThroughS3',
      root,
      {
        StringEquals: {
          'kms:CallerAccount': '111122223333',
          'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        },
      },
    ],
    [
      'UseByLogs',
      { Service: 'logs.eu-west-1.amazonaws.com' },
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArn } },
    ],
    [
      'UseByAlarmsForTopics',
      { Service: 'cloudwatch.amazonaws.com' },
      {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topicArn },
      },
    ],
  ]);
  const administration = [statements.get('Administration')?.Action ?? []].flat();
  for (const action of ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant']) {
    assert.not(administration.includes(action), `${action} without a condition`);
  }
  assert.equal(statements.get('ReadThroughS3')?.Action, ['kms:Decrypt', 'kms:DescribeKey']);
  assert.is(made.field('trail-key', 'enableKeyRotation'), true);
});

test('the role writes the streams of this trail and nothing else', () => {
  const statements = made.statements('trail-role-policy', 'policy');
  assert.equal([...statements.keys()], ['WriteStreams']);
  assert.equal(statements.get('WriteStreams')?.Action, ['logs:CreateLogStream', 'logs:PutLogEvents']);
  assert.is(
    statements.get('WriteStreams')?.Resource,
    `${logGroupArn}:log-stream:111122223333_CloudTrail_eu-west-1*`,
  );
  const trust = made.statements('trail-role', 'assumeRolePolicy').get('DeliverLogs');
  assert.equal(trust?.Principal, { Service: 'cloudtrail.amazonaws.com' });
  assert.is(
    made.field('trail-role', 'permissionsBoundary'),
    'arn:aws:iam::111122223333:policy/helical-boundary',
  );
});

test('only the two alarms publish to the topic', () => {
  const publish = made.statements('trail-topic-policy', 'policy').get('Publish');
  assert.equal(publish?.Principal, { Service: 'cloudwatch.amazonaws.com' });
  assert.is(publish?.Resource, topicArn);
  const alarms = ['trail-alarm-key-destruction', 'trail-alarm-trail-change'].map(made.externalName);
  assert.equal(
    publish?.Condition?.ArnEquals?.['aws:SourceArn'],
    alarms.map((name) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`),
  );
});

test.run();
