// Every cloud resource that can be encrypted is, with a key of ours.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { list, ofKind, record, resources } from './previews.ts';

/** Where each kind says its key. A kind of AWS that stores data and is missing here is a hole in this test. */
const keyFields: { kind: string; group: string; key: (forProvider: Record<string, unknown>) => unknown }[] = [
  { kind: 'Instance', group: 'rds', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'Instance', group: 'rds', key: ({ masterUserSecretKmsKeyId }) => masterUserSecretKmsKeyId },
  { kind: 'Instance', group: 'rds', key: ({ performanceInsightsKmsKeyId }) => performanceInsightsKmsKeyId },
  { kind: 'ReplicationGroup', group: 'elasticache', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'FileSystem', group: 'efs', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'Secret', group: 'secretsmanager', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'Group', group: 'cloudwatchlogs', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'Queue', group: 'sqs', key: ({ kmsMasterKeyId }) => kmsMasterKeyId },
  { kind: 'Topic', group: 'sns', key: ({ kmsMasterKeyId }) => kmsMasterKeyId },
  { kind: 'Trail', group: 'cloudtrail', key: ({ kmsKeyId }) => kmsKeyId },
  { kind: 'Workspace', group: 'amp', key: ({ kmsKeyArn }) => kmsKeyArn },
  {
    kind: 'Cluster',
    group: 'eks',
    key: ({ encryptionConfig }) =>
      record(record(list(encryptionConfig)[0] ?? encryptionConfig).provider).keyArn,
  },
  {
    kind: 'BucketServerSideEncryptionConfiguration',
    group: 's3',
    key: ({ rule }) => record(record(list(rule)[0]).applyServerSideEncryptionByDefault).kmsMasterKeyId,
  },
];

const ourKey =
  /^<known after apply: (Alias \S+, status\.atProvider\.targetKeyArn|Key \S+, status\.atProvider\.arn)>$|^alias\/helical-|:alias\/helical-/;

for (const { kind, group, key } of keyFields) {
  test(`${group} ${kind}: ${key.toString().replace(/\s+/g, ' ').slice(0, 60)}`, () => {
    for (const { place, forProvider } of ofKind(kind, group))
      assert.match(String(key(forProvider)), ourKey, place);
  });
}

test('a database is encrypted and its password is AWS’s own business', () => {
  const databases = ofKind('Instance', 'rds');
  assert.ok(databases.length >= 3);
  for (const { place, forProvider } of databases) {
    assert.is(forProvider.storageEncrypted, true, place);
    assert.is(forProvider.manageMasterUserPassword, true, place);
  }
});

test('every bucket has an encryption configuration', () => {
  const encrypted = ofKind('BucketServerSideEncryptionConfiguration', 's3');
  for (const { place, name, environment } of ofKind('Bucket', 's3')) {
    const own = encrypted.filter(
      ({ forProvider, environment: other }) =>
        other === environment && record(forProvider.bucketRef).name === name,
    );
    assert.is(own.length, 1, place);
  }
});

test('every key rotates', () => {
  const keys = ofKind('Key', 'kms');
  assert.ok(keys.length >= 18);
  for (const { place, forProvider } of keys) assert.is(forProvider.enableKeyRotation, true, place);
});

test('there are resources to judge', () => {
  assert.ok(resources.length > 150, `only ${resources.length}`);
});

test.run();
