// What the API server refuses in the namespace of the jobs: pods that are no job of a class.
import type { Chart } from 'cdk8s';
import type {
  IValidatingAdmissionPolicy,
  IValidatingAdmissionPolicyBinding,
} from 'kubernetes-models/admissionregistration.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { validations, variables } from './job-rules.ts';
import { namespace } from './names.ts';

const name = 'helical-runner-jobs';

export function addAdmissionPolicy(chart: Chart, environment: Environment): void {
  const metadata = {
    name,
    labels: objectLabels(environment, namespace),
    annotations: inWave(objectWaves.settings),
  };
  const pods = (operations: ('CREATE' | 'UPDATE')[], resources: string[]) => ({
    apiGroups: [''],
    apiVersions: ['v1'],
    operations,
    resources,
    scope: 'Namespaced' as const,
  });
  const scope = {
    matchPolicy: 'Equivalent' as const,
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    objectSelector: {},
  };
  manifest<IValidatingAdmissionPolicy>(chart, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata,
    spec: {
      // Nothing starts when the rules can’t be evaluated.
      failurePolicy: 'Fail',
      matchConstraints: {
        ...scope,
        resourceRules: [pods(['CREATE', 'UPDATE'], ['pods']), pods(['UPDATE'], ['pods/ephemeralcontainers'])],
      },
      variables: variables(environment),
      validations: validations(environment),
    },
  });
  manifest<IValidatingAdmissionPolicyBinding>(chart, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata,
    spec: {
      policyName: name,
      validationActions: ['Deny', 'Audit'],
      matchResources: scope,
    },
  });
}
