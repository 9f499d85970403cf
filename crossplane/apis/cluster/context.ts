// What the parts of a Cluster's composition share.
import type {
  IRole,
  IRolePolicyAttachment,
} from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { ComposeContext } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { protect } from '../../shared/protection.ts';
import { boundedRole } from '../../shared/role.ts';
import type { ClusterSpec, ClusterStatus } from './spec.ts';

/** Context of the compose function. */
export type ClusterContext = ComposeContext<ClusterSpec, ClusterStatus, 'default'>;

/** Keeps a resource in AWS while the cluster is protected: a cluster without its roles is as good as gone. */
export function keeper({ spec }: ClusterContext) {
  return <T extends { readonly spec?: object }>(template: T): T => protect(template, spec.deletionProtection);
}

/** ARN of the cluster. Known from the start, for trust policies that the cluster itself needs first. */
export function clusterArn({ spec }: ClusterContext): Ref<string> {
  return format`arn:aws:eks:${spec.region}:${spec.accountId}:cluster/${spec.clusterName}`;
}

/** What differs between the roles of a cluster. */
interface ClusterRole {
  /** Id of the composed role. */
  id: string;
  /** End of the role's name, after the cluster's. */
  suffix: string;
  description: string;
  trust: Ref<string> | string;
}

/** Adds a role of the cluster. */
export function composeRole(context: ClusterContext, role: ClusterRole): Symbolic<IRole> {
  const { spec, resource } = context;
  return resource<IRole>(
    role.id,
    keeper(context)(
      boundedRole({
        accountId: spec.accountId,
        roleName: format`${spec.clusterName}-${role.suffix}`,
        permissionsBoundary: spec.permissionsBoundary,
        description: role.description,
        trust: role.trust,
        tags: spec.tags,
      }),
    ),
  );
}

/** Gives a role a policy that AWS keeps up to date. */
export function attachManagedPolicy(
  context: ClusterContext,
  id: string,
  role: Symbolic<IRole>,
  policy: string,
): Symbolic<IRolePolicyAttachment> {
  return context.resource<IRolePolicyAttachment>(
    id,
    keeper(context)({
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicyAttachment',
      spec: {
        forProvider: {
          roleRef: { name: role.metadata.name },
          policyArn: `arn:aws:iam::aws:policy/${policy}`,
        },
      },
    }),
  );
}
