// Spec and status of a Bucket.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region, type SpecRule, tags } from '../../engine/spec.ts';
import { accessLogsBucketName, bucketName } from '../../shared/bucket-name.ts';
import { goesWith, type WithComposition } from '../../shared/composition-rule.ts';
import { lockFields, lockRules } from '../../shared/object-lock.ts';
import { bucketVariants, isLocked, purposeOf } from './variants.ts';

export const spec = object(
  {
    region,
    bucketName: immutable(
      bucketName('Name of the bucket, unique in all of AWS.'),
      'S3 knows the bucket by it',
    ),
    accessLogsBucketName,
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
    ...lockFields,
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

const compositions = (fits: (variant: (typeof bucketVariants)[number]) => boolean) =>
  bucketVariants.filter(fits).map((variant) => `buckets-${variant}`);

/** What must fit together in a spec. */
export const rules: readonly SpecRule<WithComposition<BucketSpec>>[] = [
  goesWith({
    field: 'expireAfterDays',
    compositions: compositions((variant) => purposeOf(variant) === 'logs'),
    cel: 'has(self.expireAfterDays)',
    fits: ({ expireAfterDays }) => expireAfterDays !== undefined,
    message: 'expireAfterDays goes with the compositions of logs, and with no other: data does not expire',
  }),
  {
    field: 'expireAfterDays',
    cel: '!has(self.expireAfterDays) || self.expireAfterDays > self.glacierAfterDays',
    holds: ({ expireAfterDays, glacierAfterDays }) =>
      expireAfterDays === undefined || expireAfterDays > glacierAfterDays,
    message: 'expireAfterDays must be greater than glacierAfterDays: S3 refuses to expire what has not moved',
  },
  ...lockRules(compositions(isLocked)),
  {
    field: 'lockDays',
    cel: '!has(self.lockDays) || !has(self.expireAfterDays) || self.lockDays <= self.expireAfterDays',
    holds: ({ expireAfterDays, lockDays }) =>
      lockDays === undefined || expireAfterDays === undefined || lockDays <= expireAfterDays,
    message: 'lockDays must not be greater than expireAfterDays: S3 can’t delete what is locked',
  },
];
