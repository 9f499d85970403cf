// Rule policies/network-policy: A NetworkPolicy governs every pod, in both directions.
import { groupKindOf } from '../../kit/kinds.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { podsOf } from '../../kit/pods.ts';
import { fields, list } from '../../kit/read.ts';
import { matchesSelector } from '../../kit/selectors.ts';
import { namespaceOf } from '../kit/namespaces.ts';

/** Directions that a NetworkPolicy governs; without policyTypes incoming, and outgoing when it has rules for it. */
function directionsOf(spec: Record<string, unknown>): readonly string[] {
  const given = list(spec.policyTypes).map(String);
  if (given.length > 0) return given;
  return spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
}

export const networkPolicy = environmentRule({
  id: 'policies/network-policy',
  title: 'A NetworkPolicy governs every pod, in both directions',
  why: 'A pod that none selects talks to everybody, and everybody to it.',
  fix: 'Add a policy with podSelector {} and both policyTypes to the namespace, then allow what is needed.',
  standards: ['CKV2_K8S_6', 'KSV-0038', 'kube-linter:non-isolated-pod', 'CIS-EKS-1.8:4.3.2'],
  *check({ objects }) {
    const policies = Map.groupBy(
      objects.filter((object) => groupKindOf(object) === 'networking.k8s.io/NetworkPolicy'),
      namespaceOf,
    );
    for (const object of objects) {
      for (const pod of podsOf(object)) {
        if (!pod.complete) continue;
        const missing = ['Ingress', 'Egress'].filter(
          (direction) =>
            !policies.get(pod.namespace)?.some(({ manifest }) => {
              const spec = fields(manifest.spec);
              return directionsOf(spec).includes(direction) && matchesSelector(spec.podSelector, pod.labels);
            }),
        );
        if (missing.length === 0) continue;
        yield {
          object,
          path: pod.path,
          what: `No NetworkPolicy governs ${missing.join(' and ')} of the pod.`,
        };
      }
    }
  },
});
