// The name of a bucket, as a field of a spec.
import { Type } from 'typebox';

/** A bucket name without dots, which TLS certificates of virtual-hosted addresses don't cover. */
export const bucketName = (description: string) =>
  Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$', maxLength: 63, description });

/** The bucket that gets the access logs of this one. */
export const accessLogsBucketName = bucketName(
  'AccessLogBucket of the account. S3 writes every request to it, under the name of this bucket.',
);
