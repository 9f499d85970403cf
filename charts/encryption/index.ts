// Workload `encryption`: the KMS keys of the environment, one for each AWS service that stores data.
import { encryptionKey } from '../../crossplane/apis/encryption-key/index.ts';
import { environmentTags, keyAlias, keyPurposes, keysOf } from '../../crossplane/keys.ts';
import { compositeResource } from '../kit/composite-resource.ts';
import { cloudNamespace } from '../kit/namespace.ts';
import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';

const namespace = 'encryption';

export const encryption: Workload = {
  name: 'encryption',
  namespace,
  wave: applicationWaves.encryption,
  build(chart, environment) {
    const { account, encryption } = environment;
    cloudNamespace(chart, namespace);
    for (const purpose of keysOf(environment)) {
      const { service, variant, description } = keyPurposes[purpose];
      compositeResource(chart, environment, encryptionKey, {
        name: purpose,
        namespace,
        variant,
        spec: {
          accountId: account.accountId,
          region: account.region,
          alias: keyAlias(environment, purpose),
          service,
          description: `${description} (${environment.name})`,
          rotationDays: encryption.rotationDays,
          deletionWindowDays: encryption.deletionWindowDays,
          // Without its key, data is lost. Removing a key is a change of its own, never a side effect.
          deletionProtection: true,
          providerConfigKind: 'ClusterProviderConfig',
          tags: environmentTags(environment),
        },
      });
    }
  },
};
