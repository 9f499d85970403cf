// An IAM role for an AWS service: with path, boundary and a trust policy, and nothing attached.
import type { IRole } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import { format } from '../engine/combinators.ts';
import type { Ref, Templated } from '../engine/ref.ts';

/** Path of every role of ours; permissions boundaries and the provider's own rights refer to it. */
export const rolePath = '/helical/';

/** What a role is made from. */
export interface RoleFacts {
  accountId: Ref<string>;
  roleName: Ref<string>;
  /** Name of the policy that bounds the role. */
  permissionsBoundary: Ref<string>;
  description: Templated<string>;
  /** Trust policy as JSON: who may assume the role. */
  trust: Templated<string>;
  tags: Ref<Record<string, string>>;
}

/** The role. Its rights are a RolePolicy, because lists inside the role would fight with attachments. */
export function boundedRole(facts: RoleFacts): ComposedTemplate<IRole> {
  const { accountId, roleName, permissionsBoundary, description, trust, tags } = facts;
  return {
    apiVersion: 'iam.aws.m.upbound.io/v1beta1',
    kind: 'Role',
    metadata: { annotations: { 'crossplane.io/external-name': roleName } },
    spec: {
      forProvider: {
        path: rolePath,
        description,
        permissionsBoundary: format`arn:aws:iam::${accountId}:policy/${permissionsBoundary}`,
        assumeRolePolicy: trust,
        maxSessionDuration: 3600,
        tags,
      },
    },
  };
}
