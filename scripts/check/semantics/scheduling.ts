// Where a pod may run: tolerations, spread, affinity and node selectors that the API server accepts.
import { show } from '../../../envs/validate/show.ts';
import { type Fault, podRule } from '../kit/make-rule.ts';
import { labelValueFault, qualifiedNameFault } from '../kit/names.ts';
import { parsePattern, valuesAt } from '../kit/pattern.ts';
import { type At, dig, type Fields, fields, itemsAt, list, textsAt } from '../kit/read.ts';

export const tolerations = podRule({
  id: 'semantics/toleration',
  title: 'Tolerations are complete',
  why: 'The API server refuses the pod.',
  fix: 'Give key, operator and effect; with operator Exists no value.',
  *checkPod(pod) {
    for (const { path, value } of itemsAt(pod.spec.tolerations, `${pod.path}.tolerations`)) {
      const { key, operator, value: wanted, effect, tolerationSeconds } = value;
      const keyFault = typeof key === 'string' && key !== '' ? qualifiedNameFault(key) : undefined;
      if (keyFault) yield { path: `${path}.key`, what: `${show(key)} is no key of a taint: ${keyFault}.` };
      if (!key && operator !== 'Exists') {
        yield { path: `${path}.operator`, what: 'Without a key, the operator must be Exists.' };
      }
      if (operator === 'Exists' && wanted) {
        yield { path: `${path}.value`, what: `Operator Exists has no value, this one has ${show(wanted)}.` };
      }
      const valueFault =
        operator !== 'Exists' && typeof wanted === 'string' ? labelValueFault(wanted) : undefined;
      if (valueFault)
        yield { path: `${path}.value`, what: `${show(wanted)} is no value of a taint: ${valueFault}.` };
      if (typeof tolerationSeconds === 'number' && effect !== 'NoExecute') {
        yield { path: `${path}.effect`, what: 'tolerationSeconds belongs to the effect NoExecute alone.' };
      }
    }
  },
});

export const spread = podRule({
  id: 'semantics/topology-spread',
  title: 'Topology spread constraints are complete',
  why: 'The API server refuses the pod.',
  fix: 'Give topologyKey, maxSkew and whenUnsatisfiable.',
  *checkPod(pod) {
    for (const { path, value } of itemsAt(
      pod.spec.topologySpreadConstraints,
      `${pod.path}.topologySpreadConstraints`,
    )) {
      for (const name of ['topologyKey', 'whenUnsatisfiable', 'maxSkew']) {
        if (!value[name] && value[name] !== 0) yield { path: `${path}.${name}`, what: `${name} is missing.` };
      }
      if (value.maxSkew === 0) continue; // The rule on ranges reports it.
      if (value.minDomains !== undefined && value.whenUnsatisfiable === 'ScheduleAnyway') {
        yield {
          path: `${path}.minDomains`,
          what: 'minDomains belongs to whenUnsatisfiable: DoNotSchedule alone.',
        };
      }
    }
  },
});

const requiredTerms = parsePattern('affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution');
const preferredTerms = parsePattern(
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].preference',
);
const podTerms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  parsePattern(`affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[]`),
  parsePattern(`affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm`),
]);

export const affinity = podRule({
  id: 'semantics/affinity',
  title: 'Affinities have valid keys, operators and values',
  why: 'The API server refuses the pod.',
  fix: 'In and NotIn need values, Exists and DoesNotExist none, Gt and Lt exactly one number.',
  *checkPod(pod) {
    if (pod.spec.affinity === undefined) return;
    for (const { path, value } of valuesAt(pod.spec, requiredTerms, pod.path)) {
      const terms = itemsAt(dig(value, 'nodeSelectorTerms'), `${path}.nodeSelectorTerms`);
      if (terms.length === 0) yield { path: `${path}.nodeSelectorTerms`, what: 'There is no term.' };
      for (const term of terms) yield* nodeTermFaults(term, true);
    }
    for (const { path, value } of valuesAt(pod.spec, preferredTerms, pod.path)) {
      yield* nodeTermFaults({ path, value: fields(value) }, false);
    }
    for (const { path, value } of podTerms.flatMap((pattern) => valuesAt(pod.spec, pattern, pod.path))) {
      const key = dig(value, 'topologyKey');
      const fault = qualifiedNameFault(typeof key === 'string' ? key : '');
      if (fault)
        yield { path: `${path}.topologyKey`, what: `${show(key ?? '')} is no key of a label: ${fault}.` };
    }
  },
});

function* nodeTermFaults({ path, value: term }: At<Fields>, checkValues: boolean): Generator<Fault> {
  for (const { path: at, value } of itemsAt(term.matchExpressions, `${path}.matchExpressions`)) {
    const { key, operator, values } = value;
    const count = list(values).length;
    const keyFault = qualifiedNameFault(typeof key === 'string' ? key : '');
    if (keyFault) yield { path: `${at}.key`, what: `${show(key ?? '')} is no key of a label: ${keyFault}.` };
    switch (operator) {
      case 'In':
      case 'NotIn':
        if (count === 0) yield { path: `${at}.values`, what: `${operator} needs values.` };
        break;
      case 'Exists':
      case 'DoesNotExist':
        if (count > 0) yield { path: `${at}.values`, what: `${operator} has no values.` };
        break;
      case 'Gt':
      case 'Lt':
        if (count !== 1) yield { path: `${at}.values`, what: `${operator} needs exactly one value.` };
        break;
      default:
        yield {
          path: `${at}.operator`,
          what: `${show(operator ?? '')} is no operator.`,
          fix: 'Accepted: In, NotIn, Exists, DoesNotExist, Gt, Lt.',
        };
    }
    if (!checkValues) continue; // The server looks at these of required terms alone.
    for (const text of textsAt(values, `${at}.values`)) {
      const fault = labelValueFault(text.value);
      if (fault) yield { path: text.path, what: `${show(text.value)} is no value of a label: ${fault}.` };
    }
  }
}
