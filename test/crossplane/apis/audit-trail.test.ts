// The AuditTrail API: everything is recorded, kept, and somebody is told when that is about to end.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { auditTrail } from '../../../crossplane/apis/audit-trail/index.ts';
import { compositionName } from '../../../crossplane/engine/composition.ts';
import { keyArn, lock, logGroupArn, trailSpec as spec, topicArn } from '../kit/audit-trail.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const made = composed(auditTrail, 'default', spec);
const locked = composed(auditTrail, 'locked', { ...spec, ...lock });

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
  const what = 'AuditTrail platform/sample spec.';
  const cases: [Record<string, unknown>, string[]][] = [
    [{ glacierAfterDays: 89, expireAfterDays: 90, lockDays: 90 }, []],
    [
      { glacierAfterDays: 90, expireAfterDays: 90, lockDays: 90 },
      [
        `${what}expireAfterDays: expireAfterDays must be greater than glacierAfterDays: S3 refuses to expire what has not moved`,
      ],
    ],
    [{ lockDays: 2555 }, []],
    [
      { lockDays: 2556 },
      [`${what}lockDays: lockDays must not be greater than expireAfterDays: S3 can’t delete what is locked`],
    ],
  ];
  for (const [changes, expected] of cases) {
    assert.equal(problems(auditTrail, 'locked', { ...spec, ...lock }, changes), expected);
  }
});

test('mode and days of the lock go together, and with the composition that locks', () => {
  const what = 'AuditTrail platform/sample spec.';
  assert.equal(problems(auditTrail, 'default', spec, { lockDays: 30 }), [
    `${what}lockDays: lockMode and lockDays go together`,
    `${what}lockDays: lockMode and lockDays go with the composition audittrails-locked, and with no other`,
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

test('the topic of the alarms is encrypted and read', () => {
  assert.is(made.field('trail-topic', 'kmsMasterKeyId'), keyArn);
  assert.is(made.field('trail-topic-email', 'topicArn'), topicArn);
  assert.is(made.field('trail-topic-email', 'endpoint'), 'audit@helical.example');
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
