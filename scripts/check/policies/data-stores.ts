// Where data rests in AWS: encrypted with a key of ours, and closed to the public.
import { show } from '../../../envs/validate/show.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { dig, fields, text } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';
import { managedKindOf } from './iam/documents.ts';
import { block, desired, isEverywhere, isGiven, isOn, managedRule } from './managed.ts';

export const databaseEncryption = managedRule({
  id: 'policies/database-encryption',
  title: 'Databases are encrypted and private',
  why: 'Encryption can’t be turned on later without a new database; a public one is found within minutes.',
  fix: 'Set storageEncrypted to true with a kmsKeyId, and publiclyAccessible to false.',
  standards: ['CKV_AWS_16', 'CKV_AWS_17', 'CKV_AWS_96', 'AVD-AWS-0079', 'AVD-AWS-0080', 'AVD-AWS-0082'],
  of: ['rds/Instance', 'rds/Cluster'],
  *checkResource(resource) {
    if (!isOn(resource.storageEncrypted)) {
      yield { path: `${desired}.storageEncrypted`, what: 'The storage is not encrypted.' };
    } else if (!isGiven(resource, 'kmsKeyId')) {
      yield {
        path: `${desired}.kmsKeyId`,
        what: 'The storage is encrypted with the key of AWS, not with an own one.',
      };
    }
    if (isOn(resource.publiclyAccessible)) {
      yield { path: `${desired}.publiclyAccessible`, what: 'The database has a public address.' };
    }
  },
});

export const cacheEncryption = managedRule({
  id: 'policies/cache-encryption',
  title: 'Caches are encrypted, on disk and on the way',
  why: 'Messages and results of tasks can be read on the network. It can’t be changed without a new cache.',
  fix: 'Set atRestEncryptionEnabled and transitEncryptionEnabled to true.',
  standards: ['CKV_AWS_29', 'CKV_AWS_30', 'AVD-AWS-0045', 'AVD-AWS-0051'],
  of: ['elasticache/ReplicationGroup'],
  *checkResource({
    atRestEncryptionEnabled: rest,
    transitEncryptionEnabled: transit,
    transitEncryptionMode: mode,
  }) {
    if (!isOn(rest)) yield { path: `${desired}.atRestEncryptionEnabled`, what: 'The disk is not encrypted.' };
    if (!isOn(transit)) {
      yield { path: `${desired}.transitEncryptionEnabled`, what: 'The connections are not encrypted.' };
    } else if (mode === 'preferred') {
      yield {
        path: `${desired}.transitEncryptionMode`,
        what: 'Connections without encryption are accepted too.',
      };
    }
  },
});

export const fileSystemEncryption = managedRule({
  id: 'policies/file-system-encryption',
  title: 'EFS file systems are encrypted',
  why: 'It can’t be turned on later without copying all files.',
  fix: 'Set encrypted to true with a kmsKeyId.',
  standards: ['CKV_AWS_42', 'CKV_AWS_184', 'AVD-AWS-0037'],
  of: ['efs/FileSystem'],
  *checkResource(resource) {
    if (!isOn(resource.encrypted))
      yield { path: `${desired}.encrypted`, what: 'The files are not encrypted.' };
    else if (!isGiven(resource, 'kmsKeyId')) {
      yield {
        path: `${desired}.kmsKeyId`,
        what: 'The files are encrypted with the key of AWS, not with an own one.',
      };
    }
  },
});

const keys: Readonly<Record<string, string>> = {
  'sqs/Queue': 'kmsMasterKeyId',
  'sns/Topic': 'kmsMasterKeyId',
  'secretsmanager/Secret': 'kmsKeyId',
  'cloudwatchlogs/Group': 'kmsKeyId',
  'cloudtrail/Trail': 'kmsKeyId',
};

export const ownKey = managedRule({
  id: 'policies/own-key',
  title: 'Queues, topics, secrets, logs and trails are encrypted with an own key',
  why: 'Without one nobody can see or stop who decrypts them.',
  fix: 'Name a KMS key.',
  standards: [
    'CKV_AWS_26',
    'CKV_AWS_27',
    'CKV_AWS_35',
    'CKV_AWS_149',
    'CKV_AWS_158',
    'AVD-AWS-0017',
    'AVD-AWS-0095',
    'AVD-AWS-0096',
    'AVD-AWS-0098',
  ],
  of: ['sqs/Queue', 'sns/Topic', 'secretsmanager/Secret', 'cloudwatchlogs/Group', 'cloudtrail/Trail'],
  *checkResource(resource, object) {
    const field = keys[managedKindOf(object) ?? ''] ?? 'kmsKeyId';
    const value = text(resource[field]);
    if (!isGiven(resource, field)) yield { path: `${desired}.${field}`, what: 'No key is named.' };
    else if (value?.startsWith('alias/aws/')) {
      yield { path: `${desired}.${field}`, what: `${show(value)} is a key of AWS, not an own one.` };
    }
  },
});

export const keyRotation = managedRule({
  id: 'policies/key-rotation',
  title: 'KMS keys are rotated every year',
  why: 'Whoever once got hold of a key’s material could read everything that was ever written.',
  fix: 'Set enableKeyRotation to true.',
  standards: ['CKV_AWS_7', 'AVD-AWS-0065'],
  of: ['kms/Key'],
  *checkResource({ enableKeyRotation, customerMasterKeySpec: spec }) {
    if (isOn(enableKeyRotation) || (spec !== undefined && spec !== 'SYMMETRIC_DEFAULT')) return;
    yield { path: `${desired}.enableKeyRotation`, what: 'The key is never rotated.' };
  },
});

export const logRetention = managedRule({
  id: 'policies/log-retention',
  title: 'Log groups delete old entries',
  why: 'CloudWatch keeps and bills them for ever.',
  fix: 'Set retentionInDays.',
  standards: ['CKV_AWS_66', 'AVD-AWS-0166'],
  of: ['cloudwatchlogs/Group'],
  *checkResource({ retentionInDays: days }) {
    if (typeof days === 'number' && days > 0) return;
    yield { path: `${desired}.retentionInDays`, what: 'The entries are kept for ever.' };
  },
});

export const openSecurityGroup = managedRule({
  id: 'policies/open-security-group',
  title: 'No security group admits every address',
  why: 'Anybody on the internet can try the ports behind it.',
  fix: 'Name the ranges or the security group that may come in.',
  standards: ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260', 'CKV_AWS_277', 'AVD-AWS-0107'],
  of: ['ec2/SecurityGroupIngressRule', 'ec2/SecurityGroupRule'],
  *checkResource({ cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks, type }) {
    if (type === 'egress') return;
    const given = [cidrIpv4, cidrIpv6, cidrBlocks, ipv6CidrBlocks].flat();
    const open = given.find(isEverywhere);
    if (open !== undefined) yield { path: desired, what: `The rule admits ${String(open)}.` };
  },
});

const blocks = ['blockPublicAcls', 'blockPublicPolicy', 'ignorePublicAcls', 'restrictPublicBuckets'];

export const bucketProtection = environmentRule({
  id: 'policies/bucket-protection',
  title: 'Buckets are encrypted and closed to the public',
  why: 'One mistake in a policy of the bucket opens its data to the world.',
  fix: 'Give the bucket a BucketPublicAccessBlock with all four settings, and an encryption configuration.',
  standards: [
    'CKV_AWS_19',
    'CKV_AWS_53',
    'CKV_AWS_54',
    'CKV_AWS_55',
    'CKV_AWS_56',
    'CKV2_AWS_6',
    'AVD-AWS-0086',
    'AVD-AWS-0087',
    'AVD-AWS-0088',
    'AVD-AWS-0091',
    'AVD-AWS-0093',
  ],
  *check({ objects }) {
    const byKind = Map.groupBy(objects, managedKindOf);
    const closed = new Set((byKind.get('s3/BucketPublicAccessBlock') ?? []).map(bucketNameOf));
    const encrypted = new Set(
      (byKind.get('s3/BucketServerSideEncryptionConfiguration') ?? []).map(bucketNameOf),
    );
    for (const object of byKind.get('s3/Bucket') ?? []) {
      const name = `${object.manifest.metadata?.namespace}/${object.manifest.metadata?.name}`;
      if (!closed.has(name)) yield { object, what: 'No BucketPublicAccessBlock closes the bucket.' };
      if (!encrypted.has(name)) yield { object, what: 'Nothing says how the bucket is encrypted.' };
    }
    for (const object of byKind.get('s3/BucketPublicAccessBlock') ?? []) {
      const settings = forProviderOf(object);
      for (const name of blocks.filter((one) => !isOn(settings[one]))) {
        yield { object, path: `${desired}.${name}`, what: `${name} is not on.` };
      }
    }
    for (const object of byKind.get('s3/BucketACL') ?? []) {
      const { acl } = forProviderOf(object);
      if (!String(acl).startsWith('public')) continue;
      yield { object, path: `${desired}.acl`, what: `The bucket is ${String(acl)}.` };
    }
  },
});

function forProviderOf(object: CheckedObject) {
  return fields(dig(object.manifest, 'spec', 'forProvider'));
}

function bucketNameOf(object: CheckedObject): string {
  const { bucketRef } = forProviderOf(object);
  return `${object.manifest.metadata?.namespace}/${String(block(bucketRef).name)}`;
}
