// Rule policies/bucket-protection: buckets are encrypted and closed to the public.
import { environmentRule } from '../../kit/make-rule.ts';
import { dig, fields } from '../../kit/read.ts';
import type { CheckedObject } from '../../rule.ts';
import { managedKindOf } from '../kit/iam-documents.ts';
import { block, desired, isOn } from '../kit/managed.ts';

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
