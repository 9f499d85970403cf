// Spec and status of a Bucket.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';

export const spec = object(
  {
    region,
    bucketName: immutable(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$',
        maxLength: 63,
        description: 'Name of the bucket, unique in all of AWS.',
      }),
      'S3 knows the bucket by it',
    ),
    glacierAfterDays: Type.Integer({
      minimum: 1,
      maximum: 3650,
      description: 'Days until objects (for datasets: replaced and deleted versions) move to Glacier.',
    }),
    expireAfterDays: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 3650,
        description: 'Days until log objects are deleted. Only for logs.',
      }),
    ),
    encryptionKeyAlias,
    deletionProtection: Type.Boolean({
      description: 'Keep the bucket and its objects in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'An S3 bucket.' },
);

export const status = object(
  {
    arn: Type.String({ description: 'ARN of the bucket.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the objects.' }),
  },
  { description: 'Facts of the bucket once AWS has made it.' },
);

/** Spec of a Bucket. */
export type BucketSpec = Static<typeof spec>;
