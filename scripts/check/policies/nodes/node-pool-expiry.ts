// Rule policies/node-pool-expiry: nodes that expire have a grace period.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { dig, fields } from '../../kit/read.ts';

export const nodePoolExpiry = objectRule({
  id: 'policies/node-pool-expiry',
  title: 'Nodes that expire have a grace period',
  why: 'A pod that refuses to be moved, or a PodDisruptionBudget, keeps an expired node for ever.',
  fix: 'Set spec.template.spec.terminationGracePeriod to more than the longest job.',
  standards: [],
  kinds: ['karpenter.sh/NodePool'],
  *check({ manifest }) {
    const spec = fields(dig(manifest, 'spec', 'template', 'spec'));
    // Karpenter lets nodes expire after 720 hours when the field is absent.
    if (spec.expireAfter === 'Never' || spec.terminationGracePeriod !== undefined) return;
    yield {
      path: 'spec.template.spec',
      what: `Nodes expire after ${show(spec.expireAfter ?? '720h')} without a terminationGracePeriod.`,
    };
  },
});
