// Lets the metrics collector find the pods of the Karpenter controller, in this namespace only.

import type { Chart } from 'cdk8s';
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';

const metadata = {
  name: 'karpenter-metrics-reader',
  namespace: 'kube-system',
  annotations: inWave(objectWaves.settings),
};

export function metricsReader(chart: Chart): void {
  manifest<IRole>(chart, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  });
  manifest<IRoleBinding>(chart, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name: 'adot-collector', namespace: 'observability' }],
  });
}
