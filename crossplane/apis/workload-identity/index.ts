// WorkloadIdentity: an IAM role that one ServiceAccount may assume, bounded and with one policy.
import type { IPodIdentityAssociation } from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type { IRole, IRolePolicy } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format, json } from '../../engine/combinators.ts';
import { rolePath } from '../../shared/role.ts';
import { spec, status } from './spec.ts';
import { irsaTrust, podIdentityTrust } from './trust.ts';

export type { WorkloadIdentitySpec } from './spec.ts';
export { rolePath };

export const workloadIdentity = cloudApi({
  kind: 'WorkloadIdentity',
  plural: 'workloadidentities',
  description: 'An IAM role that one ServiceAccount may assume.',
  stateful: false,
  spec,
  status,
  variants: ['irsa', 'pod-identity'],
  compose({ spec, variant, resource, publish }) {
    const trust = variant === 'irsa' ? irsaTrust : podIdentityTrust;
    const role = resource<IRole>('identity-role', {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'Role',
      metadata: { annotations: { 'crossplane.io/external-name': spec.roleName } },
      spec: {
        forProvider: {
          path: rolePath,
          description: format`ServiceAccount ${spec.serviceAccount} in ${spec.serviceAccountNamespace}`,
          permissionsBoundary: format`arn:aws:iam::${spec.accountId}:policy/${spec.permissionsBoundary}`,
          assumeRolePolicy: trust(spec),
          // Long jobs renew their credentials; an hour limits what a stolen one is worth (IAM: default).
          maxSessionDuration: 3600,
          tags: spec.tags,
        },
      },
    });
    resource<IRolePolicy>('identity-policy', {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'RolePolicy',
      metadata: { annotations: { 'crossplane.io/external-name': 'permissions' } },
      spec: { forProvider: { roleRef: { name: role.metadata.name }, policy: json(spec.policy) } },
    });
    if (variant === 'pod-identity') {
      resource<IPodIdentityAssociation>('identity-association', {
        apiVersion: 'eks.aws.m.upbound.io/v1beta1',
        kind: 'PodIdentityAssociation',
        spec: {
          forProvider: {
            region: spec.region,
            clusterName: spec.clusterName,
            namespace: spec.serviceAccountNamespace,
            serviceAccount: spec.serviceAccount,
            roleArnRef: { name: role.metadata.name },
            tags: spec.tags,
          },
        },
      });
    }
    publish({ roleArn: role.status.atProvider.arn });
  },
});
