// Who gets into the cluster: people by access entries, service accounts by the OpenID Connect provider.
import type { ITag } from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type {
  IAccessEntry,
  IAccessPolicyAssociation,
  ICluster,
} from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type { IOpenIDConnectProvider } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { type ClusterContext, keeper } from './context.ts';

const apiVersion = 'eks.aws.m.upbound.io/v1beta1';

/** Adds the roles of people. Nodes of managed groups get their entry from EKS, nodes of Karpenter with their role. */
export function composeAccessEntries(context: ClusterContext, cluster: Symbolic<ICluster>): void {
  const { spec } = context;
  composeEntry(context, cluster, 'cluster-admin', spec.adminRoleArn, 'AmazonEKSClusterAdminPolicy');
  // Unlike AmazonEKSAdminViewPolicy, this one leaves Secrets out.
  composeEntry(context, cluster, 'cluster-reader', spec.readerRoleArn, 'AmazonEKSViewPolicy');
}

function composeEntry(
  context: ClusterContext,
  cluster: Symbolic<ICluster>,
  id: string,
  principalArn: Ref<string>,
  policy: string,
): void {
  const { spec, resource } = context;
  const keep = keeper(context);
  const clusterNameRef = { name: cluster.metadata.name };
  const entry = resource<IAccessEntry>(
    `${id}-entry`,
    keep({
      apiVersion,
      kind: 'AccessEntry',
      spec: {
        forProvider: { region: spec.region, clusterNameRef, principalArn, type: 'STANDARD', tags: spec.tags },
      },
    }),
  );
  resource<IAccessPolicyAssociation>(
    `${id}-policy`,
    keep({
      apiVersion,
      kind: 'AccessPolicyAssociation',
      spec: {
        forProvider: {
          region: spec.region,
          clusterNameRef,
          principalArnRef: { name: entry.metadata.name },
          policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
          accessScope: { type: 'cluster' },
        },
      },
    }),
  );
}

/** Lets IAM trust service accounts of the cluster (IRSA). */
export function composeOidcProvider(context: ClusterContext): Symbolic<IOpenIDConnectProvider> {
  const { spec, status, resource } = context;
  return resource<IOpenIDConnectProvider>(
    'cluster-oidc-provider',
    keeper(context)({
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'OpenIDConnectProvider',
      spec: {
        forProvider: { url: status.oidcIssuerUrl, clientIdList: ['sts.amazonaws.com'], tags: spec.tags },
      },
    }),
  );
}

/** Tags the group that EKS makes for control plane and nodes, so that Karpenter puts it on its nodes. */
export function composeDiscoveryTag(context: ClusterContext): void {
  const { spec, status, resource } = context;
  resource<ITag>(
    'cluster-discovery-tag',
    keeper(context)({
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'Tag',
      spec: {
        forProvider: {
          region: spec.region,
          resourceId: status.clusterSecurityGroupId,
          key: 'karpenter.sh/discovery',
          value: spec.clusterName,
        },
      },
    }),
  );
}
