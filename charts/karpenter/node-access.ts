// The IAM role of the nodes, with the instance profile that the node classes name.
import type { Chart } from 'cdk8s';
import { nodeRole } from '../../crossplane/apis/node-role/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import { roleName } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';

/** Adds the role, in the namespace of the Karpenter controller. */
export function nodeAccess(chart: Chart, environment: Environment): void {
  const { account, cluster } = environment;
  compositeResource(chart, environment, nodeRole, {
    name: 'karpenter',
    namespace: 'kube-system',
    spec: {
      accountId: account.accountId,
      region: account.region,
      roleName: roleName(environment, 'node'),
      permissionsBoundary: account.permissionsBoundary,
      clusterName: cluster.name,
      tags: environmentTags(environment),
    },
  });
}
