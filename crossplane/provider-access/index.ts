// The roles that Crossplane's AWS providers sign in with, one for each family, and the boundaries of all roles.
import type {
  IPolicy,
  IRole,
  IRolePolicy,
} from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { Environment } from '../../envs/index.ts';
import { providerFamilies } from '../composed-kinds.ts';
import { environmentTags } from '../keys.ts';
import { roleName } from '../roles.ts';
import { type PolicyDocument, policy } from '../shared/iam-policy.ts';
import { rolePath } from '../shared/role.ts';
import { type Boundary, providerBoundary, workloadBoundary } from './boundaries.ts';
import { families } from './families/index.ts';
import { namesOf } from './family-access.ts';

/** Namespace of the providers' pods, and of the objects here where a hub's Crossplane applies them. */
export const providerNamespace = 'crossplane-system';

/** The policy of one family. Throws for a family without rights, because its provider could do nothing. */
export function familyPolicy(environment: Environment, family: string): PolicyDocument {
  const access = families[family];
  if (!access)
    throw new Error(`provider-aws-${family} has no rights: add them to crossplane/provider-access/families/`);
  return policy(...access.statements(namesOf(environment)));
}

/** Roles, policies and boundaries, as managed resources and as documents that IAM takes as they are. */
export function providerAccess(environment: Environment): (IPolicy | IRole | IRolePolicy)[] {
  const names = namesOf(environment);
  const { permissionsBoundary } = environment.account;
  return [
    boundaryPolicy(environment, permissionsBoundary, workloadBoundary(names)),
    boundaryPolicy(
      environment,
      `${permissionsBoundary}-crossplane`,
      providerBoundary(names, calledServices(environment)),
    ),
    ...providerFamilies().flatMap((family) => providerRole(environment, family)),
  ];
}

/** AWS services that any family calls, sorted. */
function calledServices(environment: Environment): string[] {
  const actions = providerFamilies().flatMap((family) =>
    familyPolicy(environment, family).Statement.flatMap(({ Action }) => Action),
  );
  return [...new Set(actions.map((action) => action.slice(0, action.indexOf(':'))))].sort();
}

const iam = 'iam.aws.m.upbound.io/v1beta1';
const common = {
  // Nobody's rights go because an object does.
  managementPolicies: ['Observe' as const, 'Create' as const, 'Update' as const],
  providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
};

function boundaryPolicy(environment: Environment, name: string, content: Boundary): IPolicy {
  return {
    apiVersion: iam,
    kind: 'Policy',
    metadata: { ...named(name), annotations: { 'crossplane.io/external-name': name } },
    spec: {
      ...common,
      forProvider: {
        path: '/',
        description: 'Ceiling of roles; grants nothing itself',
        policy: text(content),
        tags: environmentTags(environment),
      },
    },
  };
}

function providerRole(environment: Environment, family: string): [IRole, IRolePolicy] {
  const name = roleName(environment, `crossplane-${family}`);
  const { accountId, permissionsBoundary } = environment.account;
  return [
    {
      apiVersion: iam,
      kind: 'Role',
      metadata: { ...named(name), annotations: { 'crossplane.io/external-name': name } },
      spec: {
        ...common,
        forProvider: {
          path: rolePath,
          description: `provider-aws-${family} of Crossplane`,
          permissionsBoundary: `arn:aws:iam::${accountId}:policy/${permissionsBoundary}-crossplane`,
          assumeRolePolicy: text(trust(environment, family)),
          maxSessionDuration: 3600,
          tags: environmentTags(environment),
        },
      },
    },
    {
      apiVersion: iam,
      kind: 'RolePolicy',
      metadata: { ...named(name), annotations: { 'crossplane.io/external-name': 'permissions' } },
      spec: {
        ...common,
        forProvider: { roleRef: { name }, policy: text(familyPolicy(environment, family)) },
      },
    },
  ];
}

/** The provider's ServiceAccount and nobody else, with a token that is meant for AWS. */
function trust({ account, cluster }: Environment, family: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Provider',
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account.accountId}:oidc-provider/${cluster.oidcIssuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${cluster.oidcIssuer}:sub`]: `system:serviceaccount:${providerNamespace}:provider-aws-${family}`,
            [`${cluster.oidcIssuer}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ],
  };
}

const named = (name: string) => ({ name, namespace: providerNamespace });

const text = (content: unknown) => JSON.stringify(content, null, 2);
