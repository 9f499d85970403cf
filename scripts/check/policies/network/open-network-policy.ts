// Rule policies/open-network-policy: no NetworkPolicy allows everything.
import { objectRule } from '../../kit/make-rule.ts';
import { fields, itemsAt, list } from '../../kit/read.ts';

export const openNetworkPolicy = objectRule({
  id: 'policies/open-network-policy',
  title: 'No NetworkPolicy allows everything',
  why: 'One empty rule undoes all other policies of the pod.',
  fix: 'Say from or to whom, and on which ports.',
  standards: ['CIS-EKS-1.8:4.3.2'],
  kinds: ['networking.k8s.io/NetworkPolicy'],
  *check({ manifest }) {
    const spec = fields(manifest.spec);
    for (const direction of ['ingress', 'egress'] as const) {
      for (const { path, value } of itemsAt(spec[direction], `spec.${direction}`)) {
        const peers = list(direction === 'ingress' ? value.from : value.to);
        if (peers.length > 0 || list(value.ports).length > 0) continue;
        yield { path, what: `An empty rule allows all ${direction}.` };
      }
    }
  },
});
