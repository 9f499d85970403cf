// kube-state-metrics: tells what the Kubernetes API knows, such as the number of Airflow workers, as metrics.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import type { Operator } from '../operator.ts';

/** https://github.com/prometheus-community/helm-charts/blob/kube-state-metrics-8.4.1/charts/kube-state-metrics/values.yaml */
interface KubeStateMetricsValues {
  collectors: string[];
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

export const kubeStateMetrics: Operator = {
  name: 'kube-state-metrics',
  namespace: 'kube-state-metrics',
  podSecurity: 'restricted',
  wave: applicationWaves.operators,
  chart: helmCharts.kubeStateMetrics,
  clusterKinds: [
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  ],
  values: (): KubeStateMetricsValues => ({
    // The chart's own list reads every Secret of the cluster. This one is what the collector keeps.
    collectors: [
      'cronjobs',
      'daemonsets',
      'deployments',
      'horizontalpodautoscalers',
      'jobs',
      'namespaces',
      'nodes',
      'poddisruptionbudgets',
      'pods',
      'resourcequotas',
      'statefulsets',
    ],
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
  }),
};
