// The namespace and the ServiceAccounts: one for each component, with an IAM role where it calls AWS.
import type { Chart } from 'cdk8s';
import type { INamespace, IServiceAccount } from 'kubernetes-models/v1';
import { roleArn } from '../../crossplane/roles.ts';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { roleOf, secretsReaderRole } from './cloud-access.ts';
import { type Component, namespace, objectName, secretsReader } from './names.ts';
import { restrictedNamespaceLabels } from './restricted.ts';

/** Components that talk to the Kubernetes API, because they start, watch or remove job pods. */
export const kubernetesClients: readonly Component[] = ['worker', 'triggerer', 'reaper'];

/** Adds the namespace and a ServiceAccount for each of `components`, and one for External Secrets. */
export function addIdentity(chart: Chart, environment: Environment, components: readonly Component[]): void {
  manifest<INamespace>(chart, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: restrictedNamespaceLabels,
      annotations: inWave(objectWaves.namespace),
    },
  });
  for (const component of components) {
    addServiceAccount(chart, environment, objectName(component), roleOf[component]);
  }
  addServiceAccount(chart, environment, secretsReader, secretsReaderRole);
}

function addServiceAccount(chart: Chart, environment: Environment, name: string, role?: string): void {
  const irsa: Record<string, string> = role
    ? { 'eks.amazonaws.com/role-arn': roleArn(environment, role) }
    : {};
  manifest<IServiceAccount>(chart, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace, annotations: { ...inWave(objectWaves.settings), ...irsa } },
    // Pods that need the Kubernetes API ask for the token themselves.
    automountServiceAccountToken: false,
  });
}
