// Fields with a few accepted words hold one of them; the schemas carry few of these lists.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { show } from '../../../envs/validate/show.ts';
import { containerValues, kindValues, podValues, type Table } from '../kit/accepted-words.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { valuesAt } from '../kit/pattern.ts';
import { containersOf, podsOf } from '../kit/pods.ts';

export const acceptedValues = objectRule({
  id: 'semantics/accepted-value',
  title: 'Fields with a few accepted words hold one of them',
  why: 'The API server refuses the object.',
  fix: 'Use one of the accepted words, in this spelling.',
  *check(object) {
    const own = kindValues[groupKindOf(object)];
    if (own) yield* faultsOf(object.manifest, '', own);
    for (const pod of podsOf(object)) {
      yield* faultsOf(pod.spec, pod.path, podValues);
      for (const { path, value } of containersOf(pod)) yield* faultsOf(value, path, containerValues);
    }
  },
});

function* faultsOf(root: unknown, path: string, values: Table): Generator<Fault> {
  for (const { pattern, accepted, mayBeEmpty } of values) {
    for (const { path: at, value } of valuesAt(root, pattern, path)) {
      // Another type is for the schema to report.
      if (typeof value !== 'string' || accepted.includes(value) || (value === '' && mayBeEmpty)) continue;
      yield {
        path: at,
        what: `${show(value)} is not accepted.`,
        fix: `${didYouMean(value, accepted)}Accepted: ${accepted.join(', ')}.`,
      };
    }
  }
}
