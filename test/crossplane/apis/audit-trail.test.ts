// The AuditTrail API: everything is recorded, CloudTrail alone writes, nobody deletes, and somebody is told.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type AuditTrailSpec, auditTrail } from '../../../crossplane/apis/audit-trail/index.ts';
import { compositionName } from '../../../crossplane/engine/composition.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const spec: AuditTrailSpec = {
  accountId: '111122223333',
  region: 'eu-west-1',
  trailName: 'helical-dev',
  bucketName: 'helical-dev-audit',
  keyAlias: 'helical-dev-audit',
  rotationDays: 365,
  deletionWindowDays: 30,
  datasetBucketName: 'helical-dev-datasets',
  logBucketName: 'helical-dev-logs',
  glacierAfterDays: 90,
  expireAfterDays: 2555,
  logRetentionDays: 180,
  roleName: 'helical-dev-cloudtrail',
  permissionsBoundary: 'helical-boundary',
  alarmEmail: 'audit@helical.example',
  deletionProtection: true,
  tags: { environment: 'dev' },
};
const lock = { lockMode: 'COMPLIANCE', lockDays: 365 } as const;
const made = composed(auditTrail, 'default', spec);
const locked = composed(auditTrail, 'locked', { ...spec, ...lock });
const trailArn = 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/helical-dev';
const logGroupArn = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/helical-dev';
const topicArn = 'arn:aws:sns:eu-west-1:111122223333:helical-dev-alarms';
const keyArn = '<known after apply: Key sample-trail-key, status.atProvider.arn>';

test('the trail records all regions, validated, with its own key, into its own bucket and log group', () => {
  assert.equal(
    [
      'isMultiRegionTrail',
      'includeGlobalServiceEvents',
      'enableLogging',
      'enableLogFileValidation',
      'kmsKeyId',
      's3BucketName',
      'cloudWatchLogsGroupArn',
    ].map((name) => made.field('trail', name)),
    [true, true, true, true, keyArn, 'helical-dev-audit', `${logGroupArn}:*`],
  );
});

test('management calls, all use of datasets and logs, and all reading of the records are recorded', () => {
  const equals = (field: string, value: string) => ({ field, equals: [value] });
  const objects = (...buckets: string[]) => ({
    field: 'resources.ARN',
    startsWith: buckets.map((name) => `arn:aws:s3:::${name}/`),
  });
  const data = [equals('eventCategory', 'Data'), equals('resources.type', 'AWS::S3::Object')];
  assert.equal(made.field('trail', 'advancedEventSelector'), [
    { name: 'Management events', fieldSelector: [equals('eventCategory', 'Management')] },
    {
      name: 'Objects of datasets and logs',
      fieldSelector: [...data, objects('helical-dev-datasets', 'helical-dev-logs')],
    },
    {
      name: 'Reads of the records',
      fieldSelector: [...data, equals('readOnly', 'true'), objects('helical-dev-audit')],
    },
  ]);
});

test('the bucket is encrypted with the key of the trail', () => {
  assert.equal(made.field('trail-bucket-encryption', 'rule'), [
    {
      bucketKeyEnabled: true,
      applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
    },
  ]);
});

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

test('the log group is encrypted and kept for the stated days', () => {
  assert.is(made.externalName('trail-log'), '/aws/cloudtrail/helical-dev');
  assert.is(made.field('trail-log', 'retentionInDays'), 180);
  assert.is(made.field('trail-log', 'kmsKeyId'), keyArn);
});

test('alarms watch the destruction of keys and changes of trails, and tell the topic', () => {
  const patterns = {
    'key-destruction':
      '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }',
    'trail-change':
      '{ ($.eventSource = cloudtrail.amazonaws.com) && (($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) || ($.eventName = PutEventSelectors) || ($.eventName = PutInsightSelectors)) }',
  };
  for (const [id, pattern] of Object.entries(patterns)) {
    const [filter, alarm] = [`trail-filter-${id}`, `trail-alarm-${id}`];
    assert.is(made.field(filter, 'pattern'), pattern);
    assert.equal(made.field(filter, 'logGroupNameRef'), { name: 'sample-trail-log' });
    assert.is(made.field(alarm, 'metricName'), made.field(filter, 'metricTransformation', 'name'));
    assert.is(made.field(alarm, 'namespace'), made.field(filter, 'metricTransformation', 'namespace'));
    assert.equal(made.field(alarm, 'alarmActions'), [topicArn]);
    assert.is(made.field(alarm, 'threshold'), 1);
  }
});

test('only the two alarms publish to the topic, which is encrypted and read', () => {
  assert.is(made.field('trail-topic', 'kmsMasterKeyId'), keyArn);
  const publish = made.statements('trail-topic-policy', 'policy').get('Publish');
  assert.equal(publish?.Principal, { Service: 'cloudwatch.amazonaws.com' });
  assert.is(publish?.Resource, topicArn);
  const alarms = ['trail-alarm-key-destruction', 'trail-alarm-trail-change'].map(made.externalName);
  assert.equal(
    publish?.Condition?.ArnEquals?.['aws:SourceArn'],
    alarms.map((name) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`),
  );
  assert.is(made.field('trail-topic-email', 'endpoint'), 'audit@helical.example');
});

test('the access analyzer watches the account', () => {
  assert.is(made.field('trail-analyzer', 'type'), 'ACCOUNT');
});

test('only the variant "locked" locks the bucket, and waits for mode and days', () => {
  assert.is(made.field('trail-bucket', 'objectLockEnabled'), undefined);
  assert.not(made.ids.includes('trail-bucket-lock'));
  assert.is(locked.field('trail-bucket', 'objectLockEnabled'), true);
  assert.equal(locked.field('trail-bucket-lock', 'rule'), {
    defaultRetention: { mode: 'COMPLIANCE', days: 365 },
  });
  assert.not(composed(auditTrail, 'locked', spec).ids.includes('trail-bucket-lock'));
});

test('while protected, nothing that guards the records is ever deleted', () => {
  const open = composed(auditTrail, 'locked', { ...spec, ...lock, deletionProtection: false });
  for (const id of locked.ids) {
    assert.equal(locked.actions(id), ['Observe', 'Create', 'Update'], id);
    assert.equal(open.actions(id), ['Observe', 'Create', 'Update', 'Delete'], id);
  }
});

test('records expire after they moved, and not while they are locked', () => {
  const what = 'AuditTrail platform/sample spec: ';
  const cases: [Record<string, unknown>, string[]][] = [
    [{ glacierAfterDays: 89, expireAfterDays: 90, lockDays: 90 }, []],
    [
      { glacierAfterDays: 90, expireAfterDays: 90, lockDays: 90 },
      [
        `${what}expireAfterDays must be greater than glacierAfterDays: S3 refuses to expire what has not moved`,
      ],
    ],
    [{ lockDays: 2555 }, []],
    [
      { lockDays: 2556 },
      [`${what}lockDays must not be greater than expireAfterDays: S3 can’t delete what is locked`],
    ],
  ];
  for (const [changes, expected] of cases) {
    assert.equal(problems(auditTrail, 'locked', { ...spec, ...lock }, changes), expected);
  }
});

test('mode and days of the lock go together, and with the composition that locks', () => {
  const what = 'AuditTrail platform/sample spec: ';
  assert.equal(problems(auditTrail, 'default', spec, { lockDays: 30 }), [
    `${what}lockMode and lockDays go together`,
  ]);
  assert.is(compositionName(auditTrail, 'locked'), 'audittrails-locked');
  const rule = auditTrail.rules.find(({ message }) => message.includes('no other'));
  const named = (name: string) => ({ crossplane: { compositionRef: { name } } });
  assert.equal(
    [
      { ...spec, ...named('audittrails') },
      { ...spec, ...lock, ...named('audittrails-locked') },
      { ...spec, ...lock, ...named('audittrails') },
      { ...spec, ...named('audittrails-locked') },
    ].map((whole) => rule?.holds(whole)),
    [true, true, false, false],
  );
});

test('bad specs are refused, naming the field', () => {
  const bad: Record<string, unknown>[] = [
    { accountId: '11112222333' },
    { region: 'europe' },
    { trailName: 'Helical' },
    { bucketName: 'helical.dev' },
    { datasetBucketName: 'a' },
    { expireAfterDays: 89 },
    { glacierAfterDays: 0 },
    { logRetentionDays: 365 },
    { lockMode: 'NONE' },
    { rotationDays: 30 },
    { alarmEmail: 'nobody' },
  ];
  for (const changes of bad) {
    assert.equal(refusedFields(auditTrail, 'default', spec, changes), Object.keys(changes));
  }
});

test.run();
