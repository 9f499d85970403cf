// Bucket: S3 with everything that keeps it private, encrypted, versioned and affordable.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  IBucketLifecycleConfiguration,
  IBucketObjectLockConfiguration,
  IBucketPolicy,
} from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document, format } from '../../engine/combinators.ts';
import { denyOtherKeys, denyPlainHttp } from '../../shared/bucket-policy.ts';
import { objectLock } from '../../shared/object-lock.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { privateBucket, s3Version } from '../../shared/private-bucket.ts';
import { composeProtected } from '../../shared/protection.ts';
import { lifecycleRules } from './lifecycle.ts';
import { rules, spec, status } from './spec.ts';
import { bucketVariants, isLocked, purposeOf } from './variants.ts';

export type { BucketSpec } from './spec.ts';

export const bucket = cloudApi({
  kind: 'Bucket',
  plural: 'buckets',
  description: 'An S3 bucket: private, encrypted with our key, versioned, with a lifecycle.',
  stateful: true,
  spec,
  status,
  rules,
  variants: bucketVariants,
  compose({ spec, status, variant, resource, publish }) {
    const { region, tags, bucketName } = spec;
    const key = resource<IAlias>('bucket-key', observedKey(region, spec.encryptionKeyAlias));
    const bucket = privateBucket(resource, 'bucket', {
      region,
      bucketName,
      encryption: { keyArn: status.encryptionKeyArn },
      accessLogsBucketName: spec.accessLogsBucketName,
      deletionProtection: spec.deletionProtection,
      objectLock: isLocked(variant),
      tags,
    });
    const bucketRef = { name: bucket.metadata.name };
    const resourceOfBucket = composeProtected(resource, spec.deletionProtection);
    resourceOfBucket<IBucketLifecycleConfiguration>('bucket-lifecycle', {
      apiVersion: s3Version,
      kind: 'BucketLifecycleConfiguration',
      spec: { forProvider: { region, bucketRef, rule: lifecycleRules(purposeOf(variant), spec) } },
    });
    resourceOfBucket<IBucketPolicy>('bucket-policy', {
      apiVersion: s3Version,
      kind: 'BucketPolicy',
      spec: {
        forProvider: {
          region,
          bucketRef,
          policy: document({
            Version: '2012-10-17',
            Statement: [
              denyPlainHttp(bucketName),
              ...denyOtherKeys(format`arn:aws:s3:::${bucketName}/*`, status.encryptionKeyArn),
            ],
          }),
        },
      },
    });
    if (isLocked(variant)) {
      resourceOfBucket<IBucketObjectLockConfiguration>(
        'bucket-lock',
        objectLock({ region, bucketRef, lockMode: spec.lockMode, lockDays: spec.lockDays }),
      );
    }
    publish({ arn: bucket.status.atProvider.arn, encryptionKeyArn: key.status.atProvider.targetKeyArn });
  },
});
