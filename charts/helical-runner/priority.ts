// The priority of jobs: below everything of the platform, and never at the cost of another pod.
import type { Chart } from 'cdk8s';
import type { IPriorityClass } from 'kubernetes-models/scheduling.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace } from './names.ts';

export const priorityClass = 'helical-runner';

export function addPriorityClass(chart: Chart, environment: Environment): void {
  manifest<IPriorityClass>(chart, {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: {
      name: priorityClass,
      labels: objectLabels(environment, namespace),
      annotations: inWave(objectWaves.settings),
    },
    value: 1000,
    preemptionPolicy: 'Never',
    globalDefault: false,
    description: 'Model jobs. They wait for a node rather than push another pod off one.',
  });
}
