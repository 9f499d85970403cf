// The trail's own bucket: CloudTrail alone writes, nobody deletes, old records go to Glacier.
import type {
  IBucketLifecycleConfiguration,
  IBucketObjectLockConfiguration,
  IBucketPolicy,
} from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { denyOtherKeys, denyPlainHttp } from '../../shared/bucket-policy.ts';
import { objectLock } from '../../shared/object-lock.ts';
import { abortUnfinishedUploads, privateBucket, s3Version } from '../../shared/private-bucket.ts';
import { type AuditTrailContext, trailArn } from './names.ts';

/** Composes the bucket with its protections. */
export function composeBucket(context: AuditTrailContext): { arn: Ref<string | undefined> } {
  const { spec, status, variant, resource } = context;
  const { region, bucketName, tags } = spec;
  const bucket = privateBucket(resource, 'trail-bucket', {
    region,
    bucketName,
    encryption: { keyArn: status.keyArn },
    accessLogsBucketName: spec.accessLogsBucketName,
    deletionProtection: spec.deletionProtection,
    objectLock: variant === 'locked',
    tags,
  });
  const bucketRef = { name: bucket.metadata.name };
  const expireAfterDays = spec.expireAfterDays;
  resource<IBucketLifecycleConfiguration>('trail-bucket-lifecycle', {
    apiVersion: s3Version,
    kind: 'BucketLifecycleConfiguration',
    spec: {
      forProvider: {
        region,
        bucketRef,
        rule: [
          abortUnfinishedUploads,
          {
            id: 'archive',
            status: 'Enabled',
            filter: [{ prefix: '' }],
            transition: [{ days: spec.glacierAfterDays, storageClass: 'GLACIER' }],
            expiration: [{ days: expireAfterDays }],
            // Only CloudTrail writes, so an old version means that somebody tampered: keep it as long.
            noncurrentVersionExpiration: [{ noncurrentDays: expireAfterDays }],
          },
        ],
      },
    },
  });
  resource<IBucketPolicy>('trail-bucket-policy', {
    apiVersion: s3Version,
    kind: 'BucketPolicy',
    spec: { forProvider: { region, bucketRef, policy: bucketPolicy(context) } },
  });
  if (variant === 'locked') {
    resource<IBucketObjectLockConfiguration>(
      'trail-bucket-lock',
      objectLock({ region, bucketRef, lockMode: spec.lockMode, lockDays: spec.lockDays }),
    );
  }
  return { arn: bucket.status.atProvider.arn };
}

function bucketPolicy({ spec, status }: AuditTrailContext): Ref<string> {
  const { accountId, bucketName } = spec;
  const records = format`arn:aws:s3:::${bucketName}/AWSLogs/${accountId}`;
  const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
  return document({
    Version: '2012-10-17',
    Statement: [
      denyPlainHttp(bucketName),
      // Not the digests beside the records: CloudTrail chooses how those are encrypted.
      ...denyOtherKeys(format`${records}/CloudTrail/*`, status.keyArn),
      {
        Sid: 'CheckByTrail',
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:GetBucketAcl',
        Resource: format`arn:aws:s3:::${bucketName}`,
        Condition: { StringEquals: { 'aws:SourceArn': trailArn(spec) } },
      },
      {
        Sid: 'WriteByTrail',
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:PutObject',
        Resource: format`${records}/*`,
        Condition: {
          StringEquals: {
            's3:x-amz-acl': 'bucket-owner-full-control',
            'aws:SourceArn': trailArn(spec),
          },
        },
      },
      {
        Sid: 'DenyOtherWriters',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: format`arn:aws:s3:::${bucketName}/*`,
        Condition: { StringNotEquals: { 'aws:PrincipalServiceName': cloudTrail.Service } },
      },
      {
        // Lifecycle rules are not bound by it: records still expire (S3: lifecycle and bucket policies).
        Sid: 'DenyDeletion',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        Resource: format`arn:aws:s3:::${bucketName}/*`,
      },
    ],
  });
}
