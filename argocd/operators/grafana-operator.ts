// Grafana operator: puts data source, folder and dashboards into Managed Grafana over its API.
import { namespace } from '../../charts/grafana/names.ts';
import { applicationWaves } from '../../charts/kit/waves.ts';
import { helmCharts } from '../../versions.ts';
import type { Operator } from '../operator.ts';

/** https://github.com/grafana/grafana-operator/blob/v5.24.0/deploy/helm/grafana-operator/values.yaml */
interface GrafanaOperatorValues {
  namespaceScope: boolean;
  rbac: { create: boolean; useClusterRole: boolean };
  podSecurityContext: object;
  securityContext: object;
  resources: { requests: { cpu: string; memory: string }; limits: { memory: string } };
}

export const grafanaOperator: Operator = {
  name: 'grafana-operator',
  // The namespace of the dashboards, which the workload `grafana-namespace` makes: with a namespace for its scope
  // the operator needs no right outside of it.
  namespace,
  wave: applicationWaves.dashboards - 1,
  chart: helmCharts.grafanaOperator,
  clusterKinds: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  neededBy: ({ observability }) => observability.grafana !== undefined,
  values: (): GrafanaOperatorValues => ({
    namespaceScope: true,
    rbac: { create: true, useClusterRole: false },
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
    resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '256Mi' } },
  }),
};
