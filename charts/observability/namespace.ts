// The namespace `observability`, which admits only pods of the restricted Pod Security Standard.

import type { Chart } from 'cdk8s';
import type { INamespace } from 'kubernetes-models/v1/Namespace';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';

export const namespace = 'observability';

export function observabilityNamespace(chart: Chart, environment: Environment): void {
  manifest<INamespace>(chart, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...objectLabels(environment, 'observability'),
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: inWave(objectWaves.namespace),
    },
  });
}
