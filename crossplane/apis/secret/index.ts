// Secret: an entry of Secrets Manager with our key, a recovery window and one reader. Its value is never in git.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  ISecret,
  ISecretPolicy,
  ISecretRotation,
} from '@crossplane-models/provider-upjet-aws/secretsmanager.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document, format, required } from '../../engine/combinators.ts';
import { encryptionKeyAlias, immutable, object, region, tags } from '../../engine/spec.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { protectedBy } from '../../shared/protection.ts';
import { accountId } from '../../shared/spec-fields.ts';

const spec = object(
  {
    accountId,
    region,
    secretName: immutable(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9/_-]{0,199}$',
        maxLength: 200,
        description: 'Name in Secrets Manager, for example helical/prod/airflow/fernet-key.',
      }),
      'Secrets Manager knows the secret by it',
    ),
    description: Type.String({ maxLength: 200, description: 'What the secret is for, for people.' }),
    readerRole: Type.String({
      pattern: '^[a-z][a-z0-9-]{0,63}$',
      maxLength: 64,
      description:
        'IAM role (under /helical/) that may read the value. Everybody else is denied, administrators too.',
    }),
    recoveryWindowDays: Type.Integer({
      minimum: 7,
      maximum: 30,
      description: 'Days between the request to delete and the deletion.',
    }),
    rotationLambdaArn: Type.Optional(
      Type.String({
        pattern: '^arn:aws[a-z-]*:lambda:.+$',
        maxLength: 200,
        description: 'Function that rotates the secret. Only for the variant "rotated".',
      }),
    ),
    rotationDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 365,
        description: 'Days between two rotations. Only for the variant "rotated".',
      }),
    ),
    encryptionKeyAlias,
    deletionProtection: Type.Boolean({ description: 'Keep the secret in AWS when this object is deleted.' }),
    tags,
  },
  { description: 'An entry of Secrets Manager, without its value.' },
);

const status = object(
  {
    arn: Type.String({ description: 'ARN of the secret.' }),
    encryptionKeyArn: Type.String({ description: 'Key of the secret.' }),
  },
  { description: 'Facts of the secret once AWS has made it.' },
);

/** Spec of a Secret. */
export type SecretSpec = Static<typeof spec>;

export const secret = cloudApi({
  kind: 'Secret',
  plural: 'secrets',
  description: 'An entry of Secrets Manager: encrypted with our key, recoverable, read by one role.',
  stateful: true,
  spec,
  status,
  // Rotation needs a function for the kind of secret; AWS offers none for tokens and keys that we make ourselves.
  variants: ['default', 'rotated'],
  compose({ spec, status, variant, resource, publish }) {
    const { region, tags } = spec;
    const managementPolicies = protectedBy(spec.deletionProtection);
    const key = resource<IAlias>('secret-key', observedKey(region, spec.encryptionKeyAlias));
    const secret = resource<ISecret>('secret', {
      apiVersion: 'secretsmanager.aws.m.upbound.io/v1beta1',
      kind: 'Secret',
      spec: {
        managementPolicies,
        forProvider: {
          region,
          name: spec.secretName,
          description: spec.description,
          kmsKeyId: status.encryptionKeyArn,
          recoveryWindowInDays: spec.recoveryWindowDays,
          tags,
        },
      },
    });
    resource<ISecretPolicy>('secret-policy', {
      apiVersion: 'secretsmanager.aws.m.upbound.io/v1beta1',
      kind: 'SecretPolicy',
      spec: {
        forProvider: {
          region,
          secretArnRef: { name: secret.metadata.name },
          blockPublicPolicy: true,
          policy: document({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'DenyOtherReaders',
                Effect: 'Deny',
                Principal: '*',
                Action: 'secretsmanager:GetSecretValue',
                Resource: '*',
                Condition: {
                  StringNotEquals: {
                    'aws:PrincipalArn': format`arn:aws:iam::${spec.accountId}:role/helical/${spec.readerRole}`,
                  },
                },
              },
            ],
          }),
        },
      },
    });
    if (variant === 'rotated') {
      resource<ISecretRotation>('secret-rotation', {
        apiVersion: 'secretsmanager.aws.m.upbound.io/v1beta1',
        kind: 'SecretRotation',
        spec: {
          forProvider: {
            region,
            secretIdRef: { name: secret.metadata.name },
            rotationLambdaArn: required(spec.rotationLambdaArn),
            rotationRules: { automaticallyAfterDays: required(spec.rotationDays) },
          },
        },
      });
    }
    publish({ arn: secret.status.atProvider.arn, encryptionKeyArn: key.status.atProvider.targetKeyArn });
  },
});
