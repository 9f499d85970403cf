// The Bucket API: logged, locked on request and with data that outlives its logs.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { accessLogBucket } from '../../../crossplane/apis/access-log-bucket/index.ts';
import { type BucketSpec, bucket } from '../../../crossplane/apis/bucket/index.ts';
import { composed, problems, refusedFields } from '../kit/composed.ts';

const spec: BucketSpec = {
  region: 'eu-west-1',
  bucketName: 'helical-datasets',
  accessLogsBucketName: 'helical-access-logs',
  glacierAfterDays: 30,
  encryptionKeyAlias: 'helical-dev-storage',
  deletionProtection: true,
  tags: { environment: 'dev' },
};
const lock = { lockMode: 'GOVERNANCE', lockDays: 30 } as const;

test('requests are logged under the name of the bucket', () => {
  const made = composed(bucket, 'datasets', spec);
  assert.is(made.field('bucket-access-log', 'targetBucket'), 'helical-access-logs');
  assert.is(made.field('bucket-access-log', 'targetPrefix'), 'helical-datasets/');
});

test('a locked bucket is made with its lock, others without', () => {
  const locked = composed(bucket, 'datasets-locked', { ...spec, ...lock });
  assert.is(locked.field('bucket', 'objectLockEnabled'), true);
  assert.equal(locked.field('bucket-lock', 'rule'), { defaultRetention: { mode: 'GOVERNANCE', days: 30 } });
  assert.is(composed(bucket, 'datasets', spec).field('bucket', 'objectLockEnabled'), undefined);
  assert.equal(problems(bucket, 'datasets-locked', { ...spec, ...lock }), []);
});

test('lock and expiry go with their compositions', () => {
  assert.equal(refusedFields(bucket, 'datasets', spec, lock), ['lockDays']);
  assert.equal(refusedFields(bucket, 'datasets-locked', spec, {}), ['lockDays']);
  assert.equal(refusedFields(bucket, 'datasets', spec, { expireAfterDays: 365 }), ['expireAfterDays']);
  assert.equal(refusedFields(bucket, 'logs', spec, {}), ['expireAfterDays']);
  assert.equal(refusedFields(bucket, 'logs', spec, { expireAfterDays: 30 }), ['expireAfterDays']);
  assert.equal(
    refusedFields(bucket, 'logs-locked', { ...spec, ...lock }, { expireAfterDays: 31, lockDays: 32 }),
    ['lockDays'],
  );
});

test('only S3 writes access logs, only of our buckets, and nobody deletes them', () => {
  const made = composed(accessLogBucket, 'default', {
    accountId: '111122223333',
    region: 'eu-west-1',
    bucketName: 'helical-access-logs',
    sourceBucketPrefix: 'helical',
    glacierAfterDays: 60,
    expireAfterDays: 365,
    deletionProtection: true,
    tags: {},
  });
  const statements = made.statements('access-logs-policy', 'policy');
  assert.equal(statements.get('WriteByLogDelivery')?.Condition, {
    StringEquals: { 'aws:SourceAccount': '111122223333' },
    ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::helical-*' },
  });
  assert.is(statements.get('DenyOtherWriters')?.Effect, 'Deny');
  assert.equal(statements.get('DenyDeletion')?.Action, ['s3:DeleteObject', 's3:DeleteObjectVersion']);
  assert.equal(made.field('access-logs-encryption', 'rule'), [
    { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
  ]);
});

test.run();
