// The trail's own key: CloudTrail encrypts with it, readers decrypt through S3, its log group and its topic use it.
import type { IAlias, IKey } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { document, format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';
import { customerKey, keyAlias } from '../../shared/key.ts';
import { administration, logsUse, topicUseByAlarms } from '../../shared/key-policy.ts';
import { type AuditTrailContext, logGroupArn, topicArn, trailArn } from './names.ts';

/** Composes the key and its alias. */
export function composeKey({ spec, resource }: AuditTrailContext): { arn: Ref<string | undefined> } {
  const { accountId, region, deletionProtection } = spec;
  const key = resource<IKey>(
    'trail-key',
    customerKey({
      region,
      description: format`Records of the audit trail ${spec.trailName}`,
      policy: document({
        Version: '2012-10-17',
        Statement: [
          administration(spec),
          {
            Sid: 'EncryptByTrail',
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            // Decrypt because the bucket has a bucket key (CloudTrail: configure key policies).
            Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceArn': trailArn(spec) } },
          },
          {
            Sid: 'ReadThroughS3',
            Effect: 'Allow',
            Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Resource: '*',
            Condition: {
              StringEquals: {
                'kms:CallerAccount': accountId,
                'kms:ViaService': format`s3.${region}.amazonaws.com`,
              },
            },
          },
          logsUse(spec, logGroupArn(spec)),
          topicUseByAlarms(spec, topicArn(spec)),
        ],
      }),
      rotationDays: spec.rotationDays,
      deletionWindowDays: spec.deletionWindowDays,
      deletionProtection,
      tags: spec.tags,
    }),
  );
  resource<IAlias>(
    'trail-key-alias',
    keyAlias({ region, alias: spec.keyAlias, keyName: key.metadata.name, deletionProtection }),
  );
  return { arn: key.status.atProvider.arn };
}
