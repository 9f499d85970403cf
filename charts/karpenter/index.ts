// The workload `karpenter`: what kinds of EC2 nodes the cluster may have, and when they may be replaced.

import { applicationWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { generalPool } from './general-pool.ts';
import { gpuPool } from './gpu-pool.ts';
import { interruptionQueue } from './interruption-queue.ts';
import { metricsReader } from './metrics-reader.ts';
import { nodeAccess } from './node-access.ts';
import { generalNodeClass, gpuNodeClass } from './node-classes.ts';

/** Node classes and pools are cluster-scoped; the namespace is that of the Karpenter controller. */
export const karpenter: Workload = {
  name: 'karpenter',
  namespace: 'kube-system',
  wave: applicationWaves.nodes,
  build(chart, environment) {
    nodeAccess(chart, environment);
    interruptionQueue(chart, environment);
    generalNodeClass(chart, environment);
    generalPool(chart, environment);
    if (environment.nodes.gpu.gpuLimit > 0) {
      gpuNodeClass(chart, environment);
      gpuPool(chart, environment);
    }
    metricsReader(chart);
  },
};
