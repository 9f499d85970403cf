// The workload `grafana-namespace`: the namespace `grafana` with its policies, which the operator finds when it starts.
import type { INamespace } from 'kubernetes-models/v1';
import { namespace } from '../grafana/names.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { applicationWaves, inWave, objectWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';
import { addNetworkPolicies } from './network-policies.ts';

export const grafanaNamespace: Workload = {
  name: 'grafana-namespace',
  namespace,
  // Before the operator, which is before the dashboards, whose kinds it brings.
  wave: applicationWaves.dashboards - 2,
  neededBy: ({ observability }) => observability.grafana !== undefined,
  build(chart, environment) {
    if (!environment.observability.grafana) return;
    manifest<INamespace>(chart, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        labels: {
          ...objectLabels(environment, 'grafana'),
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        },
        // Deleting the namespace would delete the workspace's object in it.
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
          ...inWave(objectWaves.namespace),
        },
      },
    });
    addNetworkPolicies(chart, environment);
  },
};
