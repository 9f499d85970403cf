// Names of buckets that several workloads need to know.
import type { Environment } from '../envs/index.ts';

/** The bucket that S3 writes the access logs of all other buckets to. */
export function accessLogsBucketName({ storage }: Environment): string {
  return `${storage.bucketPrefix}-access-logs`;
}
