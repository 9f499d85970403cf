// KEDA: adds and removes Airflow workers by the number of waiting tasks.
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import { definitionsAndRoles, type Operator, webhooks } from '../operator.ts';

interface Resources {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

/** https://github.com/kedacore/charts/blob/v2.20.2/keda/values.yaml */
interface KedaValues {
  crds: { install: boolean };
  operator: { replicaCount: number };
  podDisruptionBudget: Record<
    'operator' | 'metricServer' | 'webhooks',
    { minAvailable?: number; maxUnavailable?: number }
  >;
  prometheus: { operator: { enabled: boolean } };
  resources: Record<'operator' | 'metricServer' | 'webhooks', Resources>;
}

const resources = (memory: string): Resources => ({
  requests: { cpu: '100m', memory },
  limits: { cpu: '1', memory },
});

export const keda: Operator = {
  name: 'keda',
  namespace: 'keda',
  podSecurity: 'restricted',
  // The metrics adapter reads a ConfigMap of kube-system through a RoleBinding there.
  otherNamespaces: ['kube-system'],
  wave: applicationWaves.operators,
  chart: helmCharts.keda,
  clusterKinds: [
    ...definitionsAndRoles,
    ...webhooks,
    { group: 'apiregistration.k8s.io', kind: 'APIService' },
  ],
  // No AWS role: the number of waiting tasks comes from Airflow's database.
  values: (): KedaValues => ({
    crds: { install: true },
    operator: { replicaCount: 2 },
    podDisruptionBudget: {
      operator: { minAvailable: 1 },
      // One replica each: a budget of one would hold back every drain of its node.
      metricServer: { maxUnavailable: 1 },
      webhooks: { maxUnavailable: 1 },
    },
    prometheus: { operator: { enabled: false } },
    resources: {
      operator: resources('512Mi'),
      metricServer: resources('256Mi'),
      webhooks: resources('128Mi'),
    },
  }),
};
