// The network of an environment, from its layout in envs/.
import type { Chart } from 'cdk8s';
import { type NetworkVariant, network } from '../../crossplane/apis/network/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import type { EnvironmentDescription } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { foundationKeyAlias } from './keys.ts';
import { foundationWaves } from './waves.ts';

/** An environment whose network the hub makes. */
type Described = EnvironmentDescription & {
  network: Extract<EnvironmentDescription['network'], { source: 'provisioned' }>;
};

/** Adds the network, named after the environment. */
export function placeNetwork(chart: Chart, description: Described, namespace: string): void {
  const { name, account, cluster, network: layout } = description;
  const [first, second, third] = layout.zones;
  if (!first || !second) throw new Error(`The network of ${name} has fewer than two zones.`);
  compositeResource(chart, description, network, {
    name,
    namespace,
    variant: variantOf(layout.natGateways, third !== undefined),
    wave: foundationWaves.network,
    spec: {
      accountId: account.accountId,
      region: account.region,
      networkName: `helical-${name}`,
      clusterName: cluster.name,
      vpcCidr: layout.vpcCidr,
      zones: { first, second, ...(third ? { third } : {}) },
      flowLogRetentionDays: layout.flowLogRetentionDays,
      logsKeyAlias: foundationKeyAlias(description, 'logs'),
      permissionsBoundary: account.permissionsBoundary,
      deletionProtection: layout.deletionProtection,
      providerConfigKind: 'ProviderConfig',
      tags: environmentTags(description),
    },
  });
}

function variantOf(natGateways: 'one' | 'one-per-zone', three: boolean): NetworkVariant {
  if (natGateways === 'one') return three ? 'three-zones-one-nat' : 'two-zones-one-nat';
  return three ? 'three-zones-nat-per-zone' : 'two-zones-nat-per-zone';
}
