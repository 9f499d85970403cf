// Label selectors are well-formed, and the selector of a workload selects the pods that it makes.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { labelValueFault, qualifiedNameFault } from '../kit/names.ts';
import { podsOf } from '../kit/pods.ts';
import { fields, isFields, itemsAt, list, textsAt } from '../kit/read.ts';
import { formatSelector, isEmptySelector, matchesSelector } from '../kit/selectors.ts';
import { labelFaults } from './labels.ts';

/** Groups whose selectors the API server reads itself; selectors of other groups are for their operators to read. */
const builtIn = new Set([
  '',
  'admissionregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
]);

/** Node selectors have operators and values of their own. */
const nodeSelectors = new Set(['nodeSelectorTerms', 'preference', 'nodeAffinity', 'scopeSelector']);

export const selectorForm = objectRule({
  id: 'semantics/selector',
  title: 'Label selectors have valid keys, operators and values',
  why: 'The API server refuses the object.',
  fix: 'In and NotIn need values, Exists and DoesNotExist have none.',
  *check(object) {
    const groupKind = groupKindOf(object);
    if (!builtIn.has(groupKind.slice(0, groupKind.indexOf('/')))) return;
    for (const field of ['spec', 'template', 'aggregationRule', 'webhooks']) {
      yield* walk(object.manifest[field], field);
    }
    if (groupKind === '/Service') yield* labelFaults(fields(object.manifest.spec).selector, 'spec.selector');
    for (const pod of podsOf(object)) yield* labelFaults(pod.spec.nodeSelector, `${pod.path}.nodeSelector`);
  },
});

function* walk(value: unknown, path: string): Generator<Fault> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, fieldPath(path, index));
    return;
  }
  if (!isFields(value)) return;
  for (const [key, below] of Object.entries(value)) {
    if (typeof below !== 'object' || below === null || nodeSelectors.has(key)) continue;
    const at = fieldPath(path, key);
    if (key === 'matchLabels') yield* labelFaults(below, at);
    else if (key === 'matchExpressions') yield* expressionFaults(below, at);
    else yield* walk(below, at);
  }
}

function* expressionFaults(expressions: unknown, path: string): Generator<Fault> {
  for (const { path: at, value } of itemsAt(expressions, path)) {
    const { key, operator, values } = value;
    const count = list(values).length;
    const keyFault = qualifiedNameFault(typeof key === 'string' ? key : '');
    if (keyFault) yield { path: `${at}.key`, what: `${show(key ?? '')} is no key of a label: ${keyFault}.` };
    if (operator === 'In' || operator === 'NotIn') {
      if (count === 0) yield { path: `${at}.values`, what: `${operator} needs values.` };
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (count > 0) yield { path: `${at}.values`, what: `${operator} has no values.` };
    } else {
      yield {
        path: `${at}.operator`,
        what: `${show(operator ?? '')} is no operator.`,
        fix: 'Accepted: In, NotIn, Exists, DoesNotExist.',
      };
    }
    for (const text of textsAt(values, `${at}.values`)) {
      const fault = labelValueFault(text.value);
      if (fault) yield { path: text.path, what: `${show(text.value)} is no value of a label: ${fault}.` };
    }
  }
}

export const workloadSelector = objectRule({
  id: 'semantics/workload-selector',
  title: 'The selector of a workload selects its own pods',
  why: 'The API server refuses the object: the controller would make pods for ever, and never find one.',
  fix: 'Repeat the labels of the selector at the pod template.',
  standards: ['kube-linter:mismatching-selector'],
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  *check(object) {
    const { selector } = fields(object.manifest.spec);
    if (selector === undefined || selector === null || isEmptySelector(selector)) {
      yield { path: 'spec.selector', what: 'The selector is empty.' };
      return;
    }
    for (const { labels, metadataPath } of podsOf(object)) {
      if (matchesSelector(selector, labels)) continue;
      yield {
        path: `${metadataPath}.labels`,
        what: `The selector asks for ${formatSelector(selector)}, the pods have ${formatSelector({ matchLabels: labels })}.`,
      };
    }
  },
});
