// An S3 bucket with everything that keeps it private, encrypted and recoverable.
import type {
  IBucket,
  IBucketLogging,
  IBucketOwnershipControls,
  IBucketPublicAccessBlock,
  IBucketServerSideEncryptionConfiguration,
  IBucketVersioning,
} from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { format } from '../engine/combinators.ts';
import type { Ref, Symbolic } from '../engine/ref.ts';
import { type Compose, composeProtected } from './protection.ts';

export const s3Version = 's3.aws.m.upbound.io/v1beta1';

/** What a private bucket is made from. */
export interface PrivateBucketFacts {
  region: Ref<string>;
  bucketName: Ref<string>;
  /** Key of the objects, before which nothing is made. `s3-managed` where AWS allows no key of ours. */
  encryption: { keyArn: Ref<string> } | 's3-managed';
  /** Bucket that S3 writes every request to. Only the bucket of these logs has none. */
  accessLogsBucketName?: Ref<string>;
  deletionProtection: Ref<boolean>;
  /** Object lock can be turned on only when the bucket is made. */
  objectLock: boolean;
  tags: Ref<Record<string, string>>;
}

/**
 * Composes the bucket and its protections: no public access, no ACLs, versions, our key. `id` is the first part of
 * their ids. Policy and lifecycle are left to the caller.
 */
export function privateBucket(compose: Compose, id: string, facts: PrivateBucketFacts): Symbolic<IBucket> {
  const { region, bucketName, encryption, deletionProtection, objectLock, tags } = facts;
  const resource = composeProtected(compose, deletionProtection);
  const bucket = resource<IBucket>(id, {
    apiVersion: s3Version,
    kind: 'Bucket',
    metadata: { annotations: { 'crossplane.io/external-name': bucketName } },
    spec: {
      forProvider: {
        region,
        forceDestroy: false,
        ...(objectLock ? { objectLockEnabled: true } : {}),
        tags,
      },
    },
  });
  const bucketRef = { name: bucket.metadata.name };
  resource<IBucketPublicAccessBlock>(`${id}-public-access-block`, {
    apiVersion: s3Version,
    kind: 'BucketPublicAccessBlock',
    spec: {
      forProvider: {
        region,
        bucketRef,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    },
  });
  resource<IBucketOwnershipControls>(`${id}-ownership`, {
    apiVersion: s3Version,
    kind: 'BucketOwnershipControls',
    spec: { forProvider: { region, bucketRef, rule: { objectOwnership: 'BucketOwnerEnforced' } } },
  });
  resource<IBucketVersioning>(`${id}-versioning`, {
    apiVersion: s3Version,
    kind: 'BucketVersioning',
    spec: { forProvider: { region, bucketRef, versioningConfiguration: { status: 'Enabled' } } },
  });
  resource<IBucketServerSideEncryptionConfiguration>(`${id}-encryption`, {
    apiVersion: s3Version,
    kind: 'BucketServerSideEncryptionConfiguration',
    spec: {
      forProvider: {
        region,
        bucketRef,
        rule: [
          encryption === 's3-managed'
            ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
            : {
                bucketKeyEnabled: true,
                applyServerSideEncryptionByDefault: {
                  sseAlgorithm: 'aws:kms',
                  kmsMasterKeyId: encryption.keyArn,
                },
              },
        ],
      },
    },
  });
  if (facts.accessLogsBucketName) {
    resource<IBucketLogging>(`${id}-access-log`, {
      apiVersion: s3Version,
      kind: 'BucketLogging',
      spec: {
        forProvider: {
          region,
          bucketRef,
          targetBucket: facts.accessLogsBucketName,
          targetPrefix: format`${bucketName}/`,
          // Folders by day of the request, which queries can leave out (S3: partitioned access logs).
          targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
        },
      },
    });
  }
  return bucket;
}

/** Lifecycle rule of every bucket: unfinished uploads cost money and nobody sees them. */
export const abortUnfinishedUploads = {
  id: 'abort-unfinished-uploads',
  status: 'Enabled',
  filter: [{ prefix: '' }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
};
