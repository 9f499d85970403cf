// The namespace of the jobs, their ServiceAccount, and the Roles of those who start and remove them.
import type { Chart } from 'cdk8s';
import type { IPolicyRule, IRole, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import type { INamespace, IServiceAccount } from 'kubernetes-models/v1';
import { roleArn } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { namespace as airflowNamespace, type Component, objectName } from '../airflow/names.ts';
import { restrictedNamespaceLabels } from '../airflow/restricted.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace, serviceAccount } from './names.ts';

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
}

/** What those may do who start, follow and remove job pods. Everybody else may nothing. */
export function addRoles(chart: Chart, environment: Environment): void {
  for (const { name, components, rules } of roles) {
    const metadata = {
      name,
      namespace,
      labels: objectLabels(environment, namespace),
      annotations: inWave(objectWaves.settings),
    };
    manifest<IRole>(chart, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules,
    });
    manifest<IRoleBinding>(chart, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: components.map((component) => ({
        kind: 'ServiceAccount',
        name: objectName(component),
        namespace: airflowNamespace,
      })),
    });
  }
}

interface PodRole {
  name: string;
  components: Component[];
  rules: IPolicyRule[];
}

const roles: PodRole[] = [
  {
    // What KubernetesPodOperator asks for; `patch` marks a pod that it has seen.
    name: 'pod-launcher',
    components: ['worker'],
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['create', 'get', 'list', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      // Results of a task leave its pod by a command in the XCom sidecar.
      { apiGroups: [''], resources: ['pods/exec'], verbs: ['create', 'get'] },
      // Tells in the task log why a pod does not start.
      { apiGroups: [''], resources: ['events'], verbs: ['list'] },
    ],
  },
  {
    // What its trigger asks for; `delete` when a deferred task is killed.
    name: 'pod-watcher',
    components: ['triggerer'],
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'delete'] },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] },
    ],
  },
  {
    name: 'pod-reaper',
    components: ['reaper'],
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'delete'] }],
  },
];
