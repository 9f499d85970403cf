// AccessLogBucket: where S3 writes who asked for what in the other buckets. S3 alone writes, nobody deletes.
import type {
  IBucketLifecycleConfiguration,
  IBucketPolicy,
} from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document, format } from '../../engine/combinators.ts';
import { immutable, object, region, type SpecRule, tags } from '../../engine/spec.ts';
import { bucketName } from '../../shared/bucket-name.ts';
import { denyPlainHttp } from '../../shared/bucket-policy.ts';
import { abortUnfinishedUploads, privateBucket, s3Version } from '../../shared/private-bucket.ts';
import { composeProtected } from '../../shared/protection.ts';
import { accountId } from '../../shared/spec-fields.ts';

const days = (minimum: number, description: string) => Type.Integer({ minimum, maximum: 3650, description });

const spec = object(
  {
    accountId,
    region,
    bucketName: immutable(
      bucketName('Name of the bucket, unique in all of AWS.'),
      'S3 knows the bucket by it',
    ),
    sourceBucketPrefix: bucketName(
      'What the names of the buckets begin with whose requests are written here.',
    ),
    glacierAfterDays: days(1, 'Days until access logs move to Glacier.'),
    expireAfterDays: days(2, 'Days until access logs are deleted.'),
    deletionProtection: Type.Boolean({
      description: 'Keep the bucket and its logs in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'The bucket of all access logs of an account and region.' },
);

const status = object(
  { arn: Type.String({ description: 'ARN of the bucket.' }) },
  { description: 'Facts of the bucket once AWS has made it.' },
);

/** Spec of an AccessLogBucket. */
export type AccessLogBucketSpec = Static<typeof spec>;

const rules: readonly SpecRule<AccessLogBucketSpec>[] = [
  {
    field: 'expireAfterDays',
    cel: 'self.expireAfterDays > self.glacierAfterDays',
    holds: ({ expireAfterDays, glacierAfterDays }) => expireAfterDays > glacierAfterDays,
    message: 'expireAfterDays must be greater than glacierAfterDays: S3 refuses to expire what has not moved',
  },
];

export const accessLogBucket = cloudApi({
  kind: 'AccessLogBucket',
  plural: 'accesslogbuckets',
  description: 'The bucket that S3 writes the access logs of all other buckets to.',
  stateful: true,
  spec,
  status,
  rules,
  variants: ['default'],
  compose({ spec, resource: compose, publish }) {
    const { accountId, region, bucketName, tags } = spec;
    const resource = composeProtected(compose, spec.deletionProtection);
    const bucket = privateBucket(resource, 'access-logs', {
      region,
      bucketName,
      // S3 delivers access logs to buckets with keys of its own only (S3: enabling server access logging).
      encryption: 's3-managed',
      deletionProtection: spec.deletionProtection,
      objectLock: false,
      tags,
    });
    const bucketRef = { name: bucket.metadata.name };
    resource<IBucketLifecycleConfiguration>('access-logs-lifecycle', {
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
              expiration: [{ days: spec.expireAfterDays }],
              noncurrentVersionExpiration: [{ noncurrentDays: 7 }],
            },
          ],
        },
      },
    });
    const logging = { Service: 'logging.s3.amazonaws.com' };
    const objects = format`arn:aws:s3:::${bucketName}/*`;
    resource<IBucketPolicy>('access-logs-policy', {
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
              {
                Sid: 'WriteByLogDelivery',
                Effect: 'Allow',
                Principal: logging,
                Action: 's3:PutObject',
                Resource: objects,
                Condition: {
                  StringEquals: { 'aws:SourceAccount': accountId },
                  ArnLike: { 'aws:SourceArn': format`arn:aws:s3:::${spec.sourceBucketPrefix}-*` },
                },
              },
              {
                Sid: 'DenyOtherWriters',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:PutObject',
                Resource: objects,
                Condition: { StringNotEquals: { 'aws:PrincipalServiceName': logging.Service } },
              },
              {
                // Lifecycle rules are not bound by it: logs still expire (S3: lifecycle and bucket policies).
                Sid: 'DenyDeletion',
                Effect: 'Deny',
                Principal: '*',
                Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
                Resource: objects,
              },
            ],
          }),
        },
      },
    });
    publish({ arn: bucket.status.atProvider.arn });
  },
});
