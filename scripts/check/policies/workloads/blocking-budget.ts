// Rule policies/blocking-budget: PodDisruptionBudgets leave room for one pod to go.
import { objectRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

const none = new Set<unknown>([0, '0', '0%']);

export const blockingBudget = objectRule({
  id: 'policies/blocking-budget',
  title: 'PodDisruptionBudgets leave room for one pod to go',
  why: 'No node with such a pod can be drained: upgrades and Karpenter stop there.',
  fix: 'Set maxUnavailable to 1.',
  standards: ['kube-linter:pdb-max-unavailable', 'kube-linter:pdb-min-available'],
  kinds: ['policy/PodDisruptionBudget'],
  *check({ manifest }) {
    const { maxUnavailable, minAvailable } = fields(manifest.spec);
    if (none.has(maxUnavailable)) {
      yield { path: 'spec.maxUnavailable', what: 'No pod may ever go.' };
    }
    if (minAvailable === '100%') yield { path: 'spec.minAvailable', what: 'All pods must always be there.' };
    if (maxUnavailable === undefined && minAvailable === undefined) {
      yield { path: 'spec', what: 'The budget says neither maxUnavailable nor minAvailable.' };
    }
  },
});
