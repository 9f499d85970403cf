// What several workloads need to know of buckets: names, and which of them are locked.
import type { Environment } from '../envs/index.ts';

/** The bucket that S3 writes the access logs of all other buckets to. */
export function accessLogsBucketName({ storage }: Environment): string {
  return `${storage.bucketPrefix}-access-logs`;
}

/** A bucket whose objects can be locked. */
export type LockableBucket = keyof NonNullable<Environment['storage']['objectLock']>;

/** The fields of a spec that lock a bucket; undefined where the environment does not lock it. */
export function lockOf({ storage }: Environment, bucket: LockableBucket) {
  const lock = storage.objectLock?.[bucket];
  return lock && { lockMode: lock.mode, lockDays: lock.days };
}
