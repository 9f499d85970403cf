// The node pool `general`: nodes of Airflow, of the platform and of CPU jobs.
import type { INodePool } from '@kubernetes-models/karpenter/karpenter.sh/v1/NodePool';
import type { Chart } from 'cdk8s';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { freezeBudget, terminationGracePeriod } from './disruption.ts';
import { commonRequirements, isAbove, isOneOf, nodeCpuCounts } from './requirements.ts';
import { startupTaints } from './taints.ts';

export function generalPool(chart: Chart, environment: Environment): void {
  const { airflow, nodes, runner } = environment;
  const cpuJobs = runner.jobClasses.filter((jobClass) => jobClass.gpus === 0);
  const { apiServer, executionApi, scheduler, dagProcessor, triggerer, queues } = airflow;
  const pods = [
    apiServer,
    ...(executionApi ? [executionApi] : []),
    scheduler,
    dagProcessor,
    triggerer,
    ...queues,
    ...cpuJobs,
  ].map((pod) => pod.resources);
  const labels = objectLabels(environment, 'karpenter', 'general');
  const startup = startupTaints(environment);

  manifest<INodePool>(chart, {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'general', labels },
    spec: {
      template: {
        metadata: { labels: { 'helical.dev/node-pool': 'general' } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'general' },
          requirements: [
            ...commonRequirements(nodes.general.capacityTypes),
            isOneOf('karpenter.k8s.aws/instance-category', nodes.general.instanceCategories),
            isAbove('karpenter.k8s.aws/instance-generation', 4),
            isOneOf('karpenter.k8s.aws/instance-cpu', nodeCpuCounts(pods, nodes.general.instanceCategories)),
          ],
          ...(startup.length > 0 ? { startupTaints: startup } : {}),
          expireAfter: '336h',
          terminationGracePeriod: terminationGracePeriod([
            ...queues.map((queue) => queue.longestTaskMinutes),
            ...cpuJobs.map((jobClass) => jobClass.deadlineMinutes),
          ]),
        },
      },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '5m',
        budgets: [{ nodes: '10%' }, freezeBudget(environment, ['Underutilized', 'Drifted'])],
      },
      limits: { cpu: String(nodes.general.cpuLimit), memory: `${nodes.general.memoryLimitGiB}Gi` },
    },
  });
}
