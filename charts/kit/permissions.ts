// IAM statements that several workloads need, each limited to named resources of the environment.
import { type KeyPurpose, keyAlias } from '../../crossplane/keys.ts';
import { allow, type PolicyStatement } from '../../crossplane/shared/iam-policy.ts';
import type { Environment } from '../../envs/index.ts';

/** The start of an ARN in the environment's region and account: `arn:aws:sqs:eu-west-1:111122223333:`. */
export function arnPrefix(environment: Environment, service: string): string {
  const { region, accountId } = environment.account;
  return `arn:aws:${service}:${region}:${accountId}:`;
}

/**
 * Use of one of our keys. A key's id is known only after AWS made it, so the statement names the keys of the account
 * and pins the alias (KMS: condition key `kms:ResourceAliases`).
 */
export function useOfKey(environment: Environment, purpose: KeyPurpose, actions: string[]): PolicyStatement {
  const alias = `alias/${keyAlias(environment, purpose)}`;
  return allow(
    `Key${purpose[0]?.toUpperCase()}${purpose.slice(1)}`,
    actions,
    [`${arnPrefix(environment, 'kms')}key/*`],
    { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [alias] } },
  );
}

/** Listing of one bucket, below some prefixes only. */
export function listing(bucket: string, prefixes: string[]): PolicyStatement {
  return allow('List', ['s3:ListBucket'], [`arn:aws:s3:::${bucket}`], {
    StringLike: { 's3:prefix': prefixes },
  });
}
