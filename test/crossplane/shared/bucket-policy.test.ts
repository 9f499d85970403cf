// The statements that every bucket policy has, judged by requests as IAM would.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type BucketSpec, bucket } from '../../../crossplane/apis/bucket/index.ts';
import { composed, type Statement } from '../kit/composed.ts';

const spec: BucketSpec = {
  region: 'eu-west-1',
  bucketName: 'helical-dev-outputs',
  accessLogsBucketName: 'helical-access-logs',
  glacierAfterDays: 90,
  encryptionKeyAlias: 'helical-dev-storage',
  deletionProtection: true,
  tags: {},
};
const statements = composed(bucket, 'outputs', spec).statements('bucket-policy', 'policy');
const ourKey = '<known after apply: Alias sample-bucket-key, status.atProvider.targetKeyArn>';

type Request = Record<string, string>;

/** Whether a condition holds, by the rules of IAM for the operators that bucket policies use. */
function holds(condition: Statement['Condition'], request: Request): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) => {
      const actual = request[key];
      switch (operator) {
        case 'Null':
          return (actual === undefined) === (value === 'true');
        case 'StringNotEquals':
          return actual !== value;
        case 'Bool':
          return actual === value;
        default:
          throw new Error(`operator ${operator} is not judged here`);
      }
    }),
  );
}

function deniedBy(request: Request): string[] {
  const whole = { 'aws:SecureTransport': 'true', ...request };
  return [...statements.values()].filter(({ Condition }) => holds(Condition, whole)).map(({ Sid }) => Sid);
}

const encryption = 's3:x-amz-server-side-encryption';
const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';

test('every statement denies, to everybody', () => {
  for (const { Effect, Principal } of statements.values()) assert.equal([Effect, Principal], ['Deny', '*']);
});

test('uploads pass with the bucket’s own encryption or our key, and with nothing else', () => {
  const cases: [string, Request, string[]][] = [
    ['no header: the bucket’s own encryption', {}, []],
    ['our key', { [encryption]: 'aws:kms', [key]: ourKey }, []],
    ['the key that S3 manages', { [encryption]: 'AES256' }, ['DenyOtherEncryption', 'DenyUnnamedKey']],
    ['the key that AWS manages', { [encryption]: 'aws:kms' }, ['DenyUnnamedKey']],
    ['another key', { [encryption]: 'aws:kms', [key]: 'arn:aws:kms:::key/other' }, ['DenyOtherKeys']],
    ['plain HTTP', { 'aws:SecureTransport': 'false' }, ['DenyPlainHttp']],
  ];
  for (const [name, request, expected] of cases) assert.equal(deniedBy(request), expected, name);
});

test.run();
