// What one provider family may do in AWS: the kinds that it answers for, and the rights that they need.
import type { Environment } from '../../envs/index.ts';
import { attachedPolicies } from '../composed-kinds.ts';
import { allow, type PolicyStatement } from '../shared/iam-policy.ts';
import { rolePath } from '../shared/role.ts';

/** Rights of one provider family. */
export interface FamilyAccess {
  /** Kinds that the rights are for. A composed kind that is missing here fails a test. */
  kinds: readonly string[];
  statements(names: Names): PolicyStatement[];
}

/** Names and ARNs of one environment, for statements. */
export interface Names {
  environment: string;
  region: string;
  accountId: string;
  cluster: string;
  bucketPrefix: string;
  /** Policy that every role must carry which Crossplane makes. */
  boundaryArn: string;
  /** AWS managed policies that compositions attach to roles. */
  attachedPolicies: string[];
  /** ARN in the environment's region and account. */
  arn(service: string, resource: string): string;
  /** ARN of a service without region. */
  globalArn(service: string, resource: string): string;
  /** Holds for what carries the tag of this environment. */
  tagged: NonNullable<PolicyStatement['Condition']>;
  /** Holds for a request that gives what it makes the tag of this environment. */
  tagging: NonNullable<PolicyStatement['Condition']>;
}

export function namesOf(environment: Environment): Names {
  const { name, account, cluster, storage } = environment;
  const { region, accountId } = account;
  return {
    environment: name,
    region,
    accountId,
    cluster: cluster.name,
    bucketPrefix: storage.bucketPrefix,
    boundaryArn: `arn:aws:iam::${accountId}:policy/${account.permissionsBoundary}`,
    attachedPolicies: attachedPolicies(),
    arn: (service, resource) => `arn:aws:${service}:${region}:${accountId}:${resource}`,
    globalArn: (service, resource) => `arn:aws:${service}::${accountId}:${resource}`,
    tagged: { StringEquals: { 'aws:ResourceTag/environment': [name] } },
    tagging: { StringEquals: { 'aws:RequestTag/environment': [name] } },
  };
}

/** Makes what IAM knows no resource for before it is there; it must get the tag of the environment. */
export function make(names: Names, actions: string[]): PolicyStatement {
  return allow('Make', actions, ['*'], names.tagging);
}

/** Looks at what IAM knows no resource for, in this region only. */
export function look(names: Names, actions: string[]): PolicyStatement {
  return allow('Look', actions, ['*'], { StringEquals: { 'aws:RequestedRegion': [names.region] } });
}

/** Lets AWS services use our keys in the name of the provider, through those services and no other way. */
export function useKeys(names: Names, services: string[]): PolicyStatement {
  return allow(
    'UseKeysThroughService',
    ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
    [names.arn('kms', 'key/*')],
    {
      'ForAnyValue:StringLike': { 'kms:ResourceAliases': [`alias/helical-${names.environment}-*`] },
      StringEquals: {
        'kms:ViaService': services.map((service) => `${service}.${names.region}.amazonaws.com`),
      },
    },
  );
}

/** Hands roles of ours, by the patterns of their names, to one AWS service. */
export function passRole(names: Names, roles: string[], service: string): PolicyStatement {
  return allow(
    'PassRole',
    ['iam:PassRole'],
    roles.map((role) => names.globalArn('iam', `role${rolePath}${role}`)),
    { StringEquals: { 'iam:PassedToService': [service] } },
  );
}
