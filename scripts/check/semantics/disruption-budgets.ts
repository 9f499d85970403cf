// PodDisruptionBudgets: one bound, and one that can be met.
import { objectRule } from '../kit/make-rule.ts';
import { fields } from '../kit/read.ts';
import { isEmptySelector } from '../kit/selectors.ts';
import { shareFaults } from './workloads.ts';

export const disruptionBudget = objectRule({
  id: 'semantics/disruption-budget',
  title: 'A PodDisruptionBudget has one bound',
  why: 'The API server refuses the budget.',
  fix: 'Give either minAvailable or maxUnavailable, as a number or a percentage up to 100%.',
  kinds: ['policy/PodDisruptionBudget'],
  *check(object) {
    const { minAvailable, maxUnavailable } = fields(object.manifest.spec);
    const given = (value: unknown) => value !== undefined && value !== null;
    if (given(minAvailable) && given(maxUnavailable)) {
      yield { path: 'spec.minAvailable', what: 'minAvailable and maxUnavailable exclude each other.' };
    }
    yield* shareFaults(minAvailable, 'spec.minAvailable', 100);
    yield* shareFaults(maxUnavailable, 'spec.maxUnavailable', 100);
  },
});

export const emptyBudget = objectRule({
  id: 'semantics/disruption-budget-empty',
  severity: 'warning',
  title: 'A PodDisruptionBudget selects something and has a bound',
  why: 'It is accepted and protects all pods of the namespace or none.',
  fix: 'Give the selector of the workload and one bound.',
  kinds: ['policy/PodDisruptionBudget'],
  *check(object) {
    const { selector, minAvailable, maxUnavailable } = fields(object.manifest.spec);
    if (isEmptySelector(selector)) {
      yield {
        path: 'spec.selector',
        what: selector
          ? 'The selector selects every pod of the namespace.'
          : 'Without a selector no pod is protected.',
      };
    }
    if (minAvailable === undefined && maxUnavailable === undefined) {
      yield { path: 'spec', what: 'Neither minAvailable nor maxUnavailable is given.' };
    }
  },
});
