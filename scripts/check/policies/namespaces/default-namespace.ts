// Rule policies/default-namespace: nothing lives in the namespace default.
import { groupKindOf, isClusterScoped } from '../../kit/kinds.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { podsOf } from '../../kit/pods.ts';
import type { CheckedObject } from '../../rule.ts';

export const defaultNamespace = objectRule({
  id: 'policies/default-namespace',
  title: 'Nothing lives in the namespace default',
  why: 'Quotas, network policies and rights are set by namespace, and default has none.',
  fix: 'Give the object a namespace of its application.',
  standards: ['CKV_K8S_21', 'KSV-0110', 'kube-linter:use-namespace', 'CIS-EKS-1.8:4.5.2'],
  *check(object) {
    const { namespace } = object.manifest.metadata ?? {};
    if (namespace === 'default') {
      yield { path: 'metadata.namespace', what: 'The object lives in the namespace default.' };
    } else if (namespace === undefined && podsOf(object).length > 0 && !isCluster(object)) {
      yield { path: 'metadata', what: 'Without a namespace the pod lives in that of whoever applies it.' };
    }
  },
});

function isCluster(object: CheckedObject): boolean {
  return isClusterScoped(groupKindOf(object));
}
