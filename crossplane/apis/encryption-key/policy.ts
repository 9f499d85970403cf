// The statements of a key policy: who administers the key, and which service may use it.
import { format } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

interface KeyFacts {
  readonly accountId: Ref<string>;
  readonly region: Ref<string>;
  readonly service: Ref<string>;
}

const use = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/** The account's IAM policies decide who administers the key. Nobody may use it through this statement. */
export function administration({ accountId }: KeyFacts) {
  return {
    Sid: 'Administration',
    Effect: 'Allow',
    Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
    Action: [
      'kms:CancelKeyDeletion',
      'kms:CreateAlias',
      'kms:DeleteAlias',
      'kms:DescribeKey',
      'kms:DisableKey',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:ListGrants',
      'kms:ListKeyPolicies',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:RevokeGrant',
      'kms:ScheduleKeyDeletion',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:UpdateAlias',
      'kms:UpdateKeyDescription',
    ],
    Resource: '*',
  };
}

/** Principals of the account use the key, but only through the one service (KMS: `kms:ViaService`). */
export function serviceUse({ accountId, region, service }: KeyFacts) {
  return {
    Sid: 'UseThroughService',
    Effect: 'Allow',
    Principal: { AWS: format`arn:aws:iam::${accountId}:root` },
    Action: [...use, 'kms:CreateGrant'],
    Resource: '*',
    Condition: {
      StringEquals: {
        'kms:CallerAccount': accountId,
        'kms:ViaService': format`${service}.${region}.amazonaws.com`,
      },
    },
  };
}

/** CloudWatch Logs uses the key as a service principal, for log groups of this account only. */
export function logsUse({ accountId, region }: KeyFacts) {
  return {
    Sid: 'UseByLogs',
    Effect: 'Allow',
    Principal: { Service: format`logs.${region}.amazonaws.com` },
    Action: use,
    Resource: '*',
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': format`arn:aws:logs:${region}:${accountId}:log-group:*`,
      },
    },
  };
}
