// The namespace and the ServiceAccounts: one for each component, with an IAM role where it calls AWS.
import type { Chart } from 'cdk8s';
import type { INamespace, IServiceAccount } from 'kubernetes-models/v1';
import type { Environment } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { type Component, namespace, objectName, roleArn } from './names.ts';
import { restrictedNamespaceLabels } from './restricted.ts';

/** Why each component calls AWS; the others have no role. IAM policies are written from this list. */
export const awsAccess = {
  'api-server': 'reads task logs from the logs bucket',
  worker: 'writes task logs to the logs bucket',
  triggerer: 'writes the logs of triggers to the logs bucket',
  'database-role': 'reads the database’s master secret',
} as const satisfies Partial<Record<Component, string>>;

/** Components that talk to the Kubernetes API, because they start and watch job pods. */
export const kubernetesClients: readonly Component[] = ['worker', 'triggerer'];

const components: readonly Component[] = [
  'api-server',
  'scheduler',
  'dag-processor',
  'triggerer',
  'worker',
  'database-role',
  'migration',
];

export function addIdentity(chart: Chart, environment: Environment): void {
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
    manifest<IServiceAccount>(chart, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: objectName(component),
        namespace,
        annotations: { ...inWave(objectWaves.settings), ...roleAnnotation(environment, component) },
      },
      automountServiceAccountToken: false,
    });
  }
}

function roleAnnotation(environment: Environment, component: Component): Record<string, string> {
  if (!(component in awsAccess)) return {};
  return { 'eks.amazonaws.com/role-arn': roleArn(environment, objectName(component)) };
}
