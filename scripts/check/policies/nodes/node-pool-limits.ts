// Rule policies/node-pool-limits: every NodePool has limits of CPU and memory.
import { objectRule } from '../../kit/make-rule.ts';
import { dig, fields } from '../../kit/read.ts';

export const nodePoolLimits = objectRule({
  id: 'policies/node-pool-limits',
  title: 'Every NodePool has limits of CPU and memory',
  why: 'A mistake that makes pods without end makes machines without end, and a bill.',
  fix: 'Set spec.limits.cpu and spec.limits.memory.',
  standards: [],
  kinds: ['karpenter.sh/NodePool'],
  *check({ manifest }) {
    const limits = fields(dig(manifest, 'spec', 'limits'));
    const missing = ['cpu', 'memory'].filter((name) => limits[name] === undefined);
    if (missing.length > 0) {
      yield { path: 'spec.limits', what: `The pool has no limit of ${missing.join(' and of ')}.` };
    }
  },
});
