// The buckets: how long they keep objects, and what is locked in them.
import { Type } from 'typebox';
import { oneOf, section, text, withDefault } from './field.ts';

const lock = (description: string) =>
  Type.Optional(
    section(
      {
        mode: withDefault(
          oneOf(['GOVERNANCE', 'COMPLIANCE'], {
            description:
              'Who may delete a locked version: whoever has a right of its own (GOVERNANCE), or nobody, not even the root of the account (COMPLIANCE).',
            why: 'S3 has these two.',
          }),
          { default: 'GOVERNANCE', source: 'decision: a mistake can be corrected by few' },
        ),
        days: Type.Integer({
          minimum: 1,
          maximum: 3650,
          unit: 'days',
          description: 'Days that a version is locked after it was written. It can grow, never shrink.',
          why: 'S3 counts whole days; ten years is longer than anything is asked for.',
        }),
        complianceReason: Type.Optional(
          Type.String({
            minLength: 20,
            maxLength: 500,
            description: 'Why nobody may delete for that long. Required with COMPLIANCE, refused otherwise.',
            why: 'Nobody can take it back, and it is paid for until the days are over.',
          }),
        ),
      },
      { description, tsName: 'ObjectLock', tsDescription: 'Lock of the objects of one bucket.' },
    ),
  );

const objectLocks = section(
  {
    datasets: lock('Lock of the input datasets.'),
    outputs: lock('Lock of embeddings and metrics.'),
    logs: lock('Lock of the task logs.'),
    audit: lock('Lock of the audit trail.'),
  },
  {
    description:
      'Buckets whose objects nobody deletes or overwrites for some days. A bucket is locked when it is made, or never.',
    tsName: 'ObjectLocks',
  },
);

export const storageSection = section(
  {
    bucketPrefix: text('^[a-z0-9][a-z0-9-]{2,40}[a-z0-9]$', {
      description:
        'Buckets are named PREFIX-datasets, PREFIX-outputs, PREFIX-logs, PREFIX-audit and PREFIX-access-logs.',
      accepted: '4 to 42 lower-case letters, digits and dashes',
      why: 'Bucket names are unique across all AWS accounts.',
    }),
    datasetsNoncurrentGlacierDays: withDefault(
      Type.Integer({
        minimum: 1,
        maximum: 3650,
        unit: 'days',
        description: 'Replaced and deleted versions of input datasets move to Glacier after this time.',
        why: 'S3 counts whole days from 1; ten years is longer than any dataset is asked for.',
      }),
      { default: 30, source: 'decision: a month to notice a dataset that was replaced by mistake' },
    ),
    outputsGlacierDays: withDefault(
      Type.Integer({
        minimum: 30,
        maximum: 3650,
        unit: 'days',
        description: 'Embeddings and metrics move to Glacier after this time.',
        why: 'Objects that leave the standard class within 30 days cost more than they save.',
      }),
      { default: 180, source: 'decision: results are compared for about two quarters' },
    ),
    logsGlacierDays: oneOf([60, 90], {
      description: 'Task and audit logs move to Glacier after this time.',
      unit: 'days',
      why: 'The scaling guide gives these two choices.',
    }),
    logsExpireDays: Type.Integer({
      minimum: 180,
      maximum: 3650,
      unit: 'days',
      description: 'Logs are deleted after this time.',
      why: 'Glacier bills at least 90 days of storage after the transition.',
    }),
    objectLock: Type.Optional(objectLocks),
    deletionProtection: withDefault(
      Type.Boolean({
        description: 'Removing a bucket, or the file system of the DAGs, from git leaves it in AWS.',
      }),
      { default: true, source: 'decision: datasets and results can’t be made again cheaply' },
    ),
  },
  { description: 'S3 buckets for inputs, outputs and logs.', tsName: 'Storage' },
);
