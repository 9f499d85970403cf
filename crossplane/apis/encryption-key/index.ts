// EncryptionKey: a KMS key with rotation, an alias and a policy for one AWS service.
import type { IAlias, IKey } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document } from '../../engine/combinators.ts';
import { choice, encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { customerKey, keyAlias, keyLifetime } from '../../shared/key.ts';
import { administration } from '../../shared/key-policy.ts';
import { composeSignedIn, providerConfigKind } from '../../shared/provider-config.ts';
import { accountId } from '../../shared/spec-fields.ts';
import { keyUsers, useBy } from './users.ts';

const spec = object(
  {
    accountId,
    region,
    alias: immutable(encryptionKeyAlias, 'consumers find the key by its alias'),
    service: choice(
      [
        'rds',
        's3',
        'elasticache',
        'elasticfilesystem',
        'secretsmanager',
        'ec2',
        'eks',
        'logs',
        'aps',
        'sqs',
        'sns',
      ],
      'The AWS service that uses the key, as it stands in kms:ViaService.',
    ),
    description: Type.String({ maxLength: 200, description: 'What the key encrypts, for people.' }),
    ...keyLifetime,
    deletionProtection: Type.Boolean({ description: 'Keep the key in AWS when this object is deleted.' }),
    providerConfigKind,
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
  variants: keyUsers,
  compose({ spec, variant, publish, ...context }) {
    const { region, tags, deletionProtection } = spec;
    const resource = composeSignedIn(context.resource, spec.providerConfigKind);
    const key = resource<IKey>(
      'key',
      customerKey({
        region,
        description: spec.description,
        policy: document({
          Version: '2012-10-17',
          Statement: [administration(spec), ...useBy(variant, spec)],
        }),
        rotationDays: spec.rotationDays,
        deletionWindowDays: spec.deletionWindowDays,
        deletionProtection,
        tags,
      }),
    );
    const alias = resource<IAlias>(
      'key-alias',
      keyAlias({ region, alias: spec.alias, keyName: key.metadata.name, deletionProtection }),
    );
    publish({
      keyArn: key.status.atProvider.arn,
      keyId: key.status.atProvider.keyId,
      aliasArn: alias.status.atProvider.arn,
    });
  },
});
