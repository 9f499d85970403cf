// Statements that every bucket policy has: TLS only, and no key but ours.
import { format } from '../engine/combinators.ts';
import type { Ref } from '../engine/ref.ts';

const encryption = 's3:x-amz-server-side-encryption';
const encryptionKey = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/** Refuses plain HTTP, for the bucket and its objects. */
export function denyPlainHttp(bucketName: Ref<string>) {
  return {
    Sid: 'DenyPlainHttp',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [format`arn:aws:s3:::${bucketName}`, format`arn:aws:s3:::${bucketName}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Refuses uploads that ask for another encryption than `keyArn`. An upload that asks for nothing gets the bucket's
 * own, so it must pass: hence `Null`, because a negated comparison alone is true for what is absent
 * (IAM: condition operators).
 */
export function denyOtherKeys(objects: Ref<string>, keyArn: Ref<string>) {
  const deny = (Sid: string, Condition: Record<string, unknown>) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: objects,
    Condition,
  });
  return [
    deny('DenyOtherEncryption', {
      Null: { [encryption]: 'false' },
      StringNotEquals: { [encryption]: 'aws:kms' },
    }),
    deny('DenyOtherKeys', {
      Null: { [encryptionKey]: 'false' },
      StringNotEquals: { [encryptionKey]: keyArn },
    }),
    // S3 then takes the key that AWS manages, not the bucket's.
    deny('DenyUnnamedKey', { Null: { [encryption]: 'false', [encryptionKey]: 'true' } }),
  ];
}
