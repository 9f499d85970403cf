// LogGroup: a CloudWatch log group that keeps its lines for a stated time and encrypts them with our key.
import type { IGroup } from '@crossplane-models/provider-upjet-aws/cloudwatchlogs.aws.m.upbound.io/v1beta1';
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { logGroup, logRetentionDays } from '../../shared/log-group.ts';
import { observedKey } from '../../shared/observed-key.ts';

const spec = object(
  {
    region,
    logGroupName: immutable(
      Type.String({
        // AWS keeps names that start with aws/ for itself. RDS takes no other name than RDSOSMetrics.
        pattern: '^(/[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*|RDSOSMetrics)$',
        maxLength: 512,
        description: 'Name of the log group, for example /helical/prod/airflow.',
      }),
      'CloudWatch knows the log group by it',
    ),
    logRetentionDays,
    encryptionKeyAlias,
    deletionProtection: Type.Boolean({
      description: 'Keep the log group and its lines in AWS when this object is deleted.',
    }),
    tags,
  },
  { description: 'A CloudWatch log group.' },
);

const status = object(
  {
    arn: Type.String({ description: 'ARN of the log group, without ":*".' }),
    encryptionKeyArn: Type.String({ description: 'Key of the lines.' }),
  },
  { description: 'Facts of the log group once AWS has made it.' },
);

/** Spec of a LogGroup. */
export type LogGroupSpec = Static<typeof spec>;

export const logGroupApi = cloudApi({
  kind: 'LogGroup',
  plural: 'loggroups',
  description: 'A CloudWatch log group: encrypted with our key, kept for a stated time.',
  stateful: true,
  spec,
  status,
  variants: ['default'],
  compose({ spec, status, resource, publish }) {
    const { region, tags } = spec;
    const key = resource<IAlias>('log-key', observedKey(region, spec.encryptionKeyAlias));
    const group = resource<IGroup>(
      'log-group',
      logGroup({
        name: spec.logGroupName,
        region,
        retentionDays: spec.logRetentionDays,
        keyArn: status.encryptionKeyArn,
        tags,
        deletionProtection: spec.deletionProtection,
      }),
    );
    publish({ arn: group.status.atProvider.arn, encryptionKeyArn: key.status.atProvider.targetKeyArn });
  },
});
