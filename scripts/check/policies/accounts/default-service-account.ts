// Rule policies/default-service-account: no pod runs under the ServiceAccount default.
import { podRule } from '../../kit/make-rule.ts';

export const defaultServiceAccount = podRule({
  id: 'policies/default-service-account',
  title: 'No pod runs under the ServiceAccount default',
  why: 'What is granted to it is granted to every pod of the namespace.',
  fix: 'Give the pod a ServiceAccount of its own.',
  standards: ['CKV_K8S_41', 'KSV-0036', 'kube-linter:default-service-account', 'CIS-EKS-1.8:4.1.5'],
  *checkPod({ path, spec, complete }) {
    if (!complete) return;
    const name = spec.serviceAccountName ?? 'default';
    if (name !== 'default') return;
    yield {
      path: spec.serviceAccountName === undefined ? path : `${path}.serviceAccountName`,
      what: 'The pod runs under the ServiceAccount default.',
    };
  },
});
