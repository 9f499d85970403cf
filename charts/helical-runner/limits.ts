// How much the jobs may use together, and each alone.
import type { Chart } from 'cdk8s';
import type { ILimitRange, IResourceQuota } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace } from './names.ts';

export function addLimits(chart: Chart, environment: Environment): void {
  const { nodes, runner } = environment;
  const metadata = {
    name: namespace,
    namespace,
    labels: objectLabels(environment, namespace),
    annotations: inWave(objectWaves.settings),
  };
  const memoryGiB = nodes.general.memoryLimitGiB + nodes.gpu.memoryLimitGiB;
  manifest<IResourceQuota>(chart, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata,
    spec: {
      hard: {
        pods: String(runner.maxPods),
        'requests.cpu': String(nodes.general.cpuLimit + nodes.gpu.cpuLimit),
        'requests.memory': `${memoryGiB}Gi`,
        'limits.memory': `${memoryGiB}Gi`,
        'requests.nvidia.com/gpu': String(nodes.gpu.gpuLimit),
        // Jobs read and write S3 and talk to nobody else.
        services: '0',
        persistentvolumeclaims: '0',
      },
    },
  });
  const largest = (field: 'cpuMillis' | 'memoryMiB') =>
    Math.max(...runner.jobClasses.map((jobClass) => jobClass.resources[field]));
  manifest<ILimitRange>(chart, {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata,
    spec: {
      limits: [
        {
          type: 'Container',
          max: { memory: `${largest('memoryMiB')}Mi` },
          // For containers that state nothing.
          default: { memory: '512Mi' },
          defaultRequest: { cpu: '100m', memory: '512Mi' },
        },
      ],
    },
  });
}
