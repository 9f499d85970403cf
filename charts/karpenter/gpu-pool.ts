// The node pool `gpu`: nodes of helical-runner jobs that ask for GPUs, and of nothing else.
import type { INodePool } from '@kubernetes-models/karpenter/karpenter.sh/v1/NodePool';
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { freezeBudget, terminationGracePeriod } from './disruption.ts';
import { commonRequirements, isAbove, isOneOf, nodeGpuCounts } from './requirements.ts';
import { gpuNodeLabel, gpuTaint, startupTaints } from './taints.ts';

export function gpuPool(chart: Chart, environment: Environment): void {
  const { nodes, runner } = environment;
  const gpuJobs = runner.jobClasses.filter((jobClass) => jobClass.gpus > 0);
  const labels = objectLabels(environment, 'karpenter', 'gpu');
  const startup = startupTaints(environment);

  manifest<INodePool>(chart, {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'gpu', labels },
    spec: {
      template: {
        metadata: { labels: { 'helical.dev/node-pool': 'gpu', ...gpuNodeLabel } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'gpu' },
          requirements: [
            ...commonRequirements(nodes.gpu.capacityTypes),
            isOneOf('karpenter.k8s.aws/instance-family', nodes.gpu.instanceFamilies),
            isOneOf('karpenter.k8s.aws/instance-gpu-manufacturer', ['nvidia']),
            isOneOf('karpenter.k8s.aws/instance-gpu-count', nodeGpuCounts(gpuJobs.map((job) => job.gpus))),
            // MiB of one GPU: the models don't fit on less than 24 GB.
            isAbove('karpenter.k8s.aws/instance-gpu-memory', 20_480),
          ],
          taints: [gpuTaint],
          ...(startup.length > 0 ? { startupTaints: startup } : {}),
          expireAfter: '168h',
          terminationGracePeriod: terminationGracePeriod(gpuJobs.map((job) => job.deadlineMinutes)),
        },
      },
      disruption: {
        // A job can't be moved, only repeated: a GPU node goes when it is empty.
        consolidationPolicy: 'WhenEmpty',
        consolidateAfter: '10m',
        budgets: [{ nodes: '1' }, freezeBudget(environment, ['Drifted'])],
      },
      limits: {
        cpu: String(nodes.gpu.cpuLimit),
        memory: `${nodes.gpu.memoryLimitGiB}Gi`,
        'nvidia.com/gpu': String(nodes.gpu.gpuLimit),
      },
    },
  });
}
