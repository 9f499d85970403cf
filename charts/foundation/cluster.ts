// The EKS cluster of an environment, in a network that exists or that the hub makes.
import type { Chart } from 'cdk8s';
import { addOnVersionsFor } from '../../crossplane/apis/cluster/add-on-versions.ts';
import { cluster } from '../../crossplane/apis/cluster/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import { type EnvironmentDescription, networkOf } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { foundationKeyAlias } from './keys.ts';
import { foundationWaves } from './waves.ts';

/** An environment whose cluster the hub makes. */
type Described = EnvironmentDescription & {
  cluster: Extract<EnvironmentDescription['cluster'], { source: 'provisioned' }>;
};

/** Adds the cluster, named after the environment, once the ids of its subnets are known. */
export function placeCluster(chart: Chart, description: Described, namespace: string): void {
  const { name, account, cluster: wanted } = description;
  const network = networkOf(description.network);
  if (!network) return;
  compositeResource(chart, description, cluster, {
    name,
    namespace,
    wave: foundationWaves.cluster,
    spec: {
      accountId: account.accountId,
      region: account.region,
      clusterName: wanted.name,
      kubernetesVersion: wanted.kubernetesVersion,
      supportType: wanted.supportType,
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnets.map(({ id }) => id),
      serviceCidr: wanted.serviceCidr,
      apiClientCidr: wanted.apiClientCidr,
      adminRoleArn: wanted.adminRoleArn,
      readerRoleArn: wanted.readerRoleArn,
      systemNodes: wanted.systemNodes,
      addOnVersions: addOnVersionsFor[wanted.kubernetesVersion],
      secretsKeyAlias: foundationKeyAlias(description, 'secrets'),
      nodesKeyAlias: foundationKeyAlias(description, 'nodes'),
      logsKeyAlias: foundationKeyAlias(description, 'logs'),
      logRetentionDays: wanted.logRetentionDays,
      permissionsBoundary: account.permissionsBoundary,
      deletionProtection: wanted.deletionProtection,
      providerConfigKind: 'ProviderConfig',
      tags: environmentTags(description),
    },
  });
}
