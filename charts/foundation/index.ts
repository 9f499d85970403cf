// Workload `foundation`: the network and the cluster of an environment, as far as the hub makes them.
import { foundationProviderConfig } from '../../crossplane/packages.ts';
import type { EnvironmentDescription } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { cloudNamespace } from '../kit/namespace.ts';
import { applicationWaves, inWave, objectWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { placeCluster } from './cluster.ts';
import { placeKeys } from './keys.ts';
import { placeNetwork } from './network.ts';

/**
 * What the hub makes for the environment; undefined when its network and cluster both exist. It needs no facts, so it
 * is generated first. The hub's Argo CD delivers it: that of the environment comes with the cluster.
 */
export function foundationOf(description: EnvironmentDescription): Workload<unknown> | undefined {
  const { network, cluster } = description;
  if (network.source === 'existing' && cluster.source === 'existing') return undefined;
  // One namespace for each environment at the hub, and one application of the same name.
  const namespace = `foundation-${description.name}`;
  return {
    name: 'foundation',
    application: namespace,
    namespace,
    wave: applicationWaves.workloads,
    build(chart) {
      cloudNamespace(chart, namespace);
      const config = foundationProviderConfig(description, namespace);
      manifest(chart, {
        ...config,
        metadata: { ...config.metadata, annotations: inWave(objectWaves.settings) },
      });
      placeKeys(chart, description, namespace);
      if (network.source === 'provisioned') placeNetwork(chart, { ...description, network }, namespace);
      if (cluster.source === 'provisioned') placeCluster(chart, { ...description, cluster }, namespace);
    },
  };
}
