// Bucket: S3 with everything that keeps it private, encrypted, versioned and affordable.
import type { IAlias } from '@crossplane-models/provider-upjet-aws/kms.aws.m.upbound.io/v1beta1';
import type {
  IBucket,
  IBucketLifecycleConfiguration,
  IBucketOwnershipControls,
  IBucketPolicy,
  IBucketPublicAccessBlock,
  IBucketServerSideEncryptionConfiguration,
  IBucketVersioning,
} from '@crossplane-models/provider-upjet-aws/s3.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { document, format } from '../../engine/combinators.ts';
import { observedKey } from '../../shared/observed-key.ts';
import { protectedBy } from '../../shared/protection.ts';
import { lifecycleRules } from './lifecycle.ts';
import { spec, status } from './spec.ts';

export type { BucketSpec } from './spec.ts';

const apiVersion = 's3.aws.m.upbound.io/v1beta1';

export const bucket = cloudApi({
  kind: 'Bucket',
  plural: 'buckets',
  description: 'An S3 bucket: private, encrypted with our key, versioned, with a lifecycle.',
  stateful: true,
  spec,
  status,
  variants: ['datasets', 'outputs', 'logs'],
  compose({ spec, status, variant, resource, publish }) {
    const { region, tags, bucketName } = spec;
    const key = resource<IAlias>('bucket-key', observedKey(region, spec.encryptionKeyAlias));
    const bucket = resource<IBucket>('bucket', {
      apiVersion,
      kind: 'Bucket',
      metadata: { annotations: { 'crossplane.io/external-name': bucketName } },
      spec: {
        managementPolicies: protectedBy(spec.deletionProtection),
        forProvider: { region, forceDestroy: false, tags },
      },
    });
    const bucketRef = { name: bucket.metadata.name };
    resource<IBucketPublicAccessBlock>('bucket-public-access-block', {
      apiVersion,
      kind: 'BucketPublicAccessBlock',
      spec: {
        forProvider: {
          region,
          bucketRef,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
      },
    });
    resource<IBucketOwnershipControls>('bucket-ownership', {
      apiVersion,
      kind: 'BucketOwnershipControls',
      spec: { forProvider: { region, bucketRef, rule: { objectOwnership: 'BucketOwnerEnforced' } } },
    });
    resource<IBucketVersioning>('bucket-versioning', {
      apiVersion,
      kind: 'BucketVersioning',
      spec: { forProvider: { region, bucketRef, versioningConfiguration: { status: 'Enabled' } } },
    });
    resource<IBucketServerSideEncryptionConfiguration>('bucket-encryption', {
      apiVersion,
      kind: 'BucketServerSideEncryptionConfiguration',
      spec: {
        forProvider: {
          region,
          bucketRef,
          rule: [
            {
              bucketKeyEnabled: true,
              applyServerSideEncryptionByDefault: {
                sseAlgorithm: 'aws:kms',
                kmsMasterKeyId: status.encryptionKeyArn,
              },
            },
          ],
        },
      },
    });
    resource<IBucketLifecycleConfiguration>('bucket-lifecycle', {
      apiVersion,
      kind: 'BucketLifecycleConfiguration',
      spec: { forProvider: { region, bucketRef, rule: lifecycleRules(variant, spec) } },
    });
    resource<IBucketPolicy>('bucket-policy', {
      apiVersion,
      kind: 'BucketPolicy',
      spec: {
        forProvider: {
          region,
          bucketRef,
          policy: document({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'DenyPlainHttp',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [format`arn:aws:s3:::${bucketName}`, format`arn:aws:s3:::${bucketName}/*`],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
              {
                Sid: 'DenyOtherEncryption',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:PutObject',
                Resource: format`arn:aws:s3:::${bucketName}/*`,
                Condition: { StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
              },
              {
                Sid: 'DenyOtherKeys',
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:PutObject',
                Resource: format`arn:aws:s3:::${bucketName}/*`,
                Condition: {
                  StringNotEqualsIfExists: {
                    's3:x-amz-server-side-encryption-aws-kms-key-id': status.encryptionKeyArn,
                  },
                },
              },
            ],
          }),
        },
      },
    });
    publish({ arn: bucket.status.atProvider.arn, encryptionKeyArn: key.status.atProvider.targetKeyArn });
  },
});
