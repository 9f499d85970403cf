// The KMS keys that must be there before the cluster, and so before the workload `encryption`.
import type { Chart } from 'cdk8s';
import { encryptionKey } from '../../crossplane/apis/encryption-key/index.ts';
import { environmentTags } from '../../crossplane/keys.ts';
import type { EnvironmentDescription } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { foundationWaves } from './waves.ts';

const keys = {
  logs: { service: 'logs', variant: 'logs', description: 'Flow logs and logs of the control plane' },
  nodes: {
    service: 'ec2',
    variant: 'volumes',
    description: 'Volumes of system nodes and of the EBS CSI driver',
  },
  secrets: { service: 'eks', variant: 'clusters', description: 'Kubernetes Secrets' },
} as const;

/** What a key of the foundation is for. */
export type FoundationKey = keyof typeof keys;

const ofEveryFoundation = ['logs'] as const satisfies FoundationKey[];
const ofClusters = ['nodes', 'secrets'] as const satisfies FoundationKey[];

/** Alias of a key without `alias/`, for example `helical-dev-foundation-logs`. */
export function foundationKeyAlias({ name }: EnvironmentDescription, key: FoundationKey): string {
  return `helical-${name}-foundation-${key}`;
}

/** Adds the key of the logs and, for a cluster, those of its Secrets and volumes. */
export function placeKeys(chart: Chart, description: EnvironmentDescription, namespace: string): void {
  const { account, cluster, encryption } = description;
  const purposes: FoundationKey[] =
    cluster.source === 'provisioned' ? [...ofEveryFoundation, ...ofClusters] : [...ofEveryFoundation];
  for (const purpose of purposes) {
    const { service, variant, description: use } = keys[purpose];
    compositeResource(chart, description, encryptionKey, {
      // Previews of an environment share a folder, and the workload `encryption` has keys for logs and nodes, too.
      name: `foundation-${purpose}`,
      namespace,
      variant,
      wave: foundationWaves.keys,
      spec: {
        accountId: account.accountId,
        region: account.region,
        alias: foundationKeyAlias(description, purpose),
        service,
        description: `${use} (${description.name})`,
        rotationDays: encryption.rotationDays,
        deletionWindowDays: encryption.deletionWindowDays,
        // Without its key, data is lost. Removing a key is a change of its own, never a side effect.
        deletionProtection: true,
        providerConfigKind: 'ProviderConfig',
        tags: environmentTags(description),
      },
    });
  }
}
