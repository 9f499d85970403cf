// The queue by which Karpenter learns that AWS takes a node away.
import type { Chart } from 'cdk8s';
import { nodeInterruptionQueue } from '../../crossplane/apis/node-interruption-queue/index.ts';
import { environmentTags, keyAlias } from '../../crossplane/keys.ts';
import type { Environment } from '../../envs/index.ts';
import { compositeResource } from '../kit/composite-resource.ts';

/** Adds the queue, in the namespace of the Karpenter controller. */
export function interruptionQueue(chart: Chart, environment: Environment): void {
  const { account } = environment;
  compositeResource(chart, environment, nodeInterruptionQueue, {
    name: 'karpenter',
    namespace: 'kube-system',
    spec: {
      accountId: account.accountId,
      region: account.region,
      queueName: `helical-${environment.name}-karpenter`,
      encryptionKeyAlias: keyAlias(environment, 'queues'),
      tags: environmentTags(environment),
    },
  });
}
