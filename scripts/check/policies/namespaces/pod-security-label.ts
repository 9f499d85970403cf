// Rule policies/pod-security-label: every namespace enforces a pod security standard.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

const enforce = 'pod-security.kubernetes.io/enforce';

const enforcePath = `metadata.labels["${enforce}"]`;

export const podSecurityLabel = objectRule({
  id: 'policies/pod-security-label',
  title: 'Every namespace enforces a pod security standard',
  why: 'Without the label the API server admits privileged pods, whoever makes them.',
  fix: `Label the namespace ${enforce}: restricted.`,
  standards: ['CIS-EKS-1.8:4.2.1', 'CIS-EKS-1.8:4.2.5'],
  kinds: ['/Namespace'],
  *check({ manifest }) {
    const level = fields(manifest.metadata?.labels)[enforce];
    if (level === undefined) yield { path: 'metadata.labels', what: 'No pod security standard is enforced.' };
    else if (level !== 'restricted' && level !== 'baseline') {
      yield { path: enforcePath, what: `The level ${show(level)} forbids nothing.` };
    }
  },
});
