// The namespace of the jobs, their ServiceAccount, and the Role of those who start them.
import type { Chart } from 'cdk8s';
import type { IRole, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import type { INamespace, IServiceAccount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { kubernetesClients } from '../airflow/identity.ts';
import { namespace as airflowNamespace, objectName, roleArn } from '../airflow/names.ts';
import { restrictedNamespaceLabels } from '../airflow/restricted.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace, serviceAccount } from './names.ts';

/** Role of the Airflow components that start job pods and follow them. */
export const podLauncher = 'pod-launcher';

export function addIdentity(chart: Chart, environment: Environment): void {
  const labels = objectLabels(environment, namespace);
  const annotations = inWave(objectWaves.settings);
  manifest<INamespace>(chart, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { ...labels, ...restrictedNamespaceLabels },
      annotations: inWave(objectWaves.namespace),
    },
  });
  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: serviceAccount,
      namespace,
      labels,
      annotations: {
        ...annotations,
        'eks.amazonaws.com/role-arn': roleArn(environment, 'helical-runner'),
      },
    },
    automountServiceAccountToken: false,
  });
  manifest<IRole>(chart, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: podLauncher, namespace, labels, annotations },
    rules: [
      {
        apiGroups: [''],
        resources: ['pods'],
        verbs: ['create', 'get', 'list', 'watch', 'patch', 'delete'],
      },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      // Results of a task leave the pod by a command in its XCom sidecar.
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['create', 'get'] },
      // Tells in the task log why a pod does not start.
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] },
    ],
  });
  manifest<IRoleBinding>(chart, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: podLauncher, namespace, labels, annotations },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: podLauncher },
    subjects: kubernetesClients.map((component) => ({
      kind: 'ServiceAccount',
      name: objectName(component),
      namespace: airflowNamespace,
    })),
  });
}
