// Policies of the endpoints: credentials of another account are worth nothing inside the network.
import { document } from '../../engine/combinators.ts';
import type { Ref } from '../../engine/ref.ts';

/** Whoever signs with credentials of the account. What they may do is for their own policies to say. */
function ownIdentities(accountId: Ref<string>) {
  return {
    Sid: 'IdentitiesOfThisAccount',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': accountId } },
  };
}

/**
 * Policy of an interface endpoint, or undefined where AWS's default stays: the endpoint of Pod Identity takes nothing
 * but tokens of a cluster.
 */
export function interfacePolicy(service: string, accountId: Ref<string>): Ref<string> | undefined {
  if (service === 'eks-auth') return undefined;
  const statements: object[] = [ownIdentities(accountId)];
  if (service === 'sts') statements.push(serviceAccountsOf(accountId));
  return document({ Version: '2012-10-17', Statement: statements });
}

/** Pods come to STS with a token of the cluster and no AWS identity yet; the role that they ask for must be ours. */
function serviceAccountsOf(accountId: Ref<string>) {
  return {
    Sid: 'ServiceAccountsToRolesOfThisAccount',
    Effect: 'Allow',
    Principal: '*',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceAccount': accountId } },
  };
}

/**
 * Policy of the S3 endpoint. Everybody may read, because image layers of ECR, packages of Amazon Linux and public
 * datasets lie in buckets of others; only identities of the account may write, so data can't leave with foreign keys.
 */
export function s3Policy(accountId: Ref<string>): Ref<string> {
  return document({
    Version: '2012-10-17',
    Statement: [
      ownIdentities(accountId),
      {
        Sid: 'ReadingForAll',
        Effect: 'Allow',
        Principal: '*',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: '*',
      },
    ],
  });
}
