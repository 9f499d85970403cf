// metrics-server: CPU and memory of pods, for horizontal autoscaling and `kubectl top`.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import type { Operator } from '../operator.ts';

/** https://github.com/kubernetes-sigs/metrics-server/blob/master/charts/metrics-server/values.yaml */
interface MetricsServerValues {
  replicas: number;
  podDisruptionBudget: { enabled: boolean; minAvailable: number };
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

export const metricsServer: Operator = {
  name: 'metrics-server',
  namespace: 'kube-system',
  wave: applicationWaves.operators,
  chart: helmCharts.metricsServer,
  clusterKinds: [
    { group: 'apiregistration.k8s.io', kind: 'APIService' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  ],
  values: (): MetricsServerValues => ({
    replicas: 2,
    podDisruptionBudget: { enabled: true, minAvailable: 1 },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
  }),
};
