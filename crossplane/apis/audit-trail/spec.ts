// Spec and status of an AuditTrail.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region, type SpecRule, tags } from '../../engine/spec.ts';
import { accessLogsBucketName, bucketName } from '../../shared/bucket-name.ts';
import type { WithComposition } from '../../shared/composition-rule.ts';
import { keyLifetime } from '../../shared/key.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { lockFields, lockRules } from '../../shared/object-lock.ts';
import { accountId, notificationEmail, permissionsBoundary } from '../../shared/spec-fields.ts';

export const spec = object(
  {
    accountId,
    region,
    trailName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{1,60}[a-z0-9]$',
        maxLength: 62,
        description: 'Name of the trail. Its log group, analyzer, alarms and topic are named after it.',
      }),
      'CloudTrail knows the trail by it',
    ),
    bucketName: immutable(
      bucketName('Bucket of the trail, unique in all of AWS. Nothing else is kept there.'),
      'S3 knows the bucket by it',
    ),
    keyAlias: immutable(encryptionKeyAlias, 'readers find the key by its alias'),
    ...keyLifetime,
    accessLogsBucketName,
    datasetBucketName: bucketName('Bucket of the datasets: every read and write of an object is recorded.'),
    logBucketName: bucketName('Bucket of the task logs: every read and write of an object is recorded.'),
    glacierAfterDays: Type.Integer({
      minimum: 1,
      maximum: 3650,
      description: 'Days until records move to Glacier.',
    }),
    expireAfterDays: Type.Integer({
      minimum: 90,
      maximum: 3650,
      description: 'Days until records are deleted.',
    }),
    ...lockFields,
    logRetentionDays,
    roleName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,63}$',
        maxLength: 64,
        description: 'IAM role that CloudTrail writes to the log group with.',
      }),
      'IAM knows the role by it',
    ),
    permissionsBoundary,
    alarmEmail: notificationEmail,
    deletionProtection: Type.Boolean({
      description: 'Keep everything here in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'The audit trail of an account.' },
);

/** Spec of an AuditTrail. */
export type AuditTrailSpec = Static<typeof spec>;

const lockedComposition = 'audittrails-locked';

/** What must fit together in a spec. */
export const rules: readonly SpecRule<WithComposition<AuditTrailSpec>>[] = [
  ...lockRules([lockedComposition]),
  {
    field: 'expireAfterDays',
    cel: 'self.expireAfterDays > self.glacierAfterDays',
    holds: ({ expireAfterDays, glacierAfterDays }) => expireAfterDays > glacierAfterDays,
    message: 'expireAfterDays must be greater than glacierAfterDays: S3 refuses to expire what has not moved',
  },
  {
    field: 'lockDays',
    cel: '!has(self.lockDays) || self.lockDays <= self.expireAfterDays',
    holds: ({ expireAfterDays, lockDays }) => (lockDays ?? 0) <= expireAfterDays,
    message: 'lockDays must not be greater than expireAfterDays: S3 can’t delete what is locked',
  },
];

export const status = object(
  {
    trailArn: Type.String({ description: 'ARN of the trail.' }),
    bucketArn: Type.String({ description: 'ARN of the bucket with the records.' }),
    keyArn: Type.String({ description: 'Key of records, log group and topic.' }),
    logGroupArn: Type.String({ description: 'Log group with the records of the last days.' }),
    topicArn: Type.String({ description: 'Topic of the alarms.' }),
    analyzerArn: Type.String({ description: 'IAM Access Analyzer.' }),
  },
  { description: 'Facts of the trail once AWS has made it.' },
);

/** Status of an AuditTrail. */
export type AuditTrailStatus = Static<typeof status>;
