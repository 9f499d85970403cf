// EncryptionKey: a KMS key with rotation, an alias and a policy for one AWS service.
import type { IAlias, IKey } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document } from '../../engine/combinators.ts';
import { choice, encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { protectedBy } from '../../shared/protection.ts';
import { administration, logsUse, serviceUse } from './policy.ts';

const spec = object(
  {
    accountId: Type.String({ pattern: '^\\d{12}$', maxLength: 12, description: 'AWS account of the key.' }),
    region,
    alias: immutable(encryptionKeyAlias, 'consumers find the key by its alias'),
    service: choice(
      ['rds', 's3', 'elasticache', 'elasticfilesystem', 'secretsmanager', 'ec2', 'logs'],
      'The only AWS service that may use the key, as it stands in kms:ViaService.',
    ),
    description: Type.String({ maxLength: 200, description: 'What the key encrypts, for people.' }),
    rotationDays: Type.Integer({ minimum: 90, maximum: 2560, description: 'Days between two rotations.' }),
    deletionWindowDays: Type.Integer({
      minimum: 7,
      maximum: 30,
      description: 'Days between the request to delete and the deletion.',
    }),
    deletionProtection: Type.Boolean({ description: 'Keep the key in AWS when this object is deleted.' }),
    tags,
  },
  { description: 'A customer managed KMS key for one AWS service.' },
);

const status = object(
  {
    keyArn: Type.String({ description: 'ARN of the key.' }),
    keyId: Type.String({ description: 'Id of the key.' }),
    aliasArn: Type.String({ description: 'ARN of the alias.' }),
  },
  { description: 'Facts of the key once AWS has made it.' },
);

/** Spec of an EncryptionKey. */
export type EncryptionKeySpec = Static<typeof spec>;

export const encryptionKey = cloudApi({
  kind: 'EncryptionKey',
  plural: 'encryptionkeys',
  description: 'A KMS key that one AWS service may use, with rotation and an alias.',
  stateful: true,
  spec,
  status,
  // CloudWatch Logs uses a key as itself; the other services use it on behalf of the caller.
  variants: ['service', 'logs'],
  compose({ spec, variant, resource, publish }) {
    const managementPolicies = protectedBy(spec.deletionProtection);
    const key = resource<IKey>('key', {
      apiVersion: 'kms.aws.m.upbound.io/v1beta1',
      kind: 'Key',
      spec: {
        managementPolicies,
        forProvider: {
          region: spec.region,
          description: spec.description,
          keyUsage: 'ENCRYPT_DECRYPT',
          customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
          enableKeyRotation: true,
          rotationPeriodInDays: spec.rotationDays,
          deletionWindowInDays: spec.deletionWindowDays,
          bypassPolicyLockoutSafetyCheck: false,
          policy: document({
            Version: '2012-10-17',
            Statement: [administration(spec), variant === 'logs' ? logsUse(spec) : serviceUse(spec)],
          }),
          tags: spec.tags,
        },
      },
    });
    const alias = resource<IAlias>('key-alias', {
      apiVersion: 'kms.aws.m.upbound.io/v1beta1',
      kind: 'Alias',
      metadata: { annotations: { 'crossplane.io/external-name': spec.alias } },
      spec: {
        managementPolicies,
        forProvider: { region: spec.region, targetKeyIdRef: { name: key.metadata.name } },
      },
    });
    publish({
      keyArn: key.status.atProvider.arn,
      keyId: key.status.atProvider.keyId,
      aliasArn: alias.status.atProvider.arn,
    });
  },
});
