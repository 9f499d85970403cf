// What Crossplane may do in AWS for buckets.
import { allow } from '../../shared/iam-policy.ts';
import type { FamilyAccess } from '../family-access.ts';

/** Rights of provider-aws-s3. */
export const s3: FamilyAccess = {
  kinds: [
    'Bucket',
    'BucketLifecycleConfiguration',
    'BucketLogging',
    'BucketObjectLockConfiguration',
    'BucketOwnershipControls',
    'BucketPolicy',
    'BucketPublicAccessBlock',
    'BucketServerSideEncryptionConfiguration',
    'BucketVersioning',
  ],
  // Buckets only: no right to read, write or delete an object.
  statements: ({ bucketPrefix }) => [
    allow(
      'ManageBuckets',
      [
        's3:CreateBucket',
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:GetAccelerateConfiguration',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLocation',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketOwnershipControls',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketRequestPayment',
        's3:GetBucketTagging',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:PutBucketLogging',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketTagging',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
      ],
      [`arn:aws:s3:::${bucketPrefix}-*`],
    ),
  ],
};
