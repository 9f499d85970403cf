// A namespace that holds composite resources only: no pod may run there.
import type { Chart } from 'cdk8s';
import type { INamespace, IResourceQuota } from 'kubernetes-models/v1';
import { manifest } from './manifest.ts';
import { inWave, objectWaves } from './waves.ts';

/** Adds the namespace with the restricted Pod Security level and a quota of no pods. */
export function cloudNamespace(chart: Chart, name: string): void {
  manifest<INamespace>(chart, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      // Deleting the namespace would delete every composite resource in it.
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
        ...inWave(objectWaves.namespace),
      },
    },
  });
  manifest<IResourceQuota>(chart, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'no-pods', namespace: name, annotations: inWave(objectWaves.settings) },
    spec: { hard: { pods: '0' } },
  });
}
