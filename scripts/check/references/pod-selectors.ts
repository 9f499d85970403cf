// Selectors of budgets and policies select pods that something makes.
import { show } from '../../../envs/validate/show.ts';
import { indexOf } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';
import { nameOf, namespaceOf } from '../kit/metadata.ts';
import { fixMissing } from '../kit/missing.ts';
import { builtIn, operatorsOf } from '../kit/operators.ts';
import { parsePattern, valuesAt } from '../kit/pattern.ts';
import type { PodPlace } from '../kit/pods.ts';
import { dig, type Fields, fields, isFields } from '../kit/read.ts';
import { formatSelector, isEmptySelector, matchesSelector } from '../kit/selectors.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { namespacesOf } from './namespaces.ts';

/** Pods that a budget can protect: those of Jobs and templates come and go. */
function steady({ object }: PodPlace): boolean {
  return ['Deployment', 'StatefulSet', 'ReplicaSet'].includes(object.manifest.kind);
}

export const budgetSelector = environmentRule({
  id: 'references/budget-selector',
  title: 'A PodDisruptionBudget selects pods of a workload',
  why: 'It protects nothing: a node drain may stop all pods at once.',
  fix: 'Use labels of the pods of the workload.',
  standards: ['kube-linter:dangling-poddisruptionbudget'],
  *check(environment) {
    const index = indexOf(environment);
    for (const object of index.ofKind('policy/PodDisruptionBudget')) {
      const namespace = namespaceOf(object) ?? 'default';
      const { selector } = fields(object.manifest.spec);
      if (
        selector === undefined ||
        index.podsIn(namespace).some((pod) => steady(pod) && matchesSelector(selector, pod.labels))
      )
        continue;
      yield {
        object,
        path: 'spec.selector',
        what: `No workload of namespace ${namespace} has pods with ${formatSelector(selector)}.`,
      };
    }
  },
});

export const budgetTwice = environmentRule({
  id: 'references/budget-twice',
  title: 'A pod is protected by one budget',
  why: 'The eviction API refuses to evict a pod with two budgets, and no node can be drained.',
  fix: 'Make the selectors of the budgets different.',
  *check(environment) {
    const index = indexOf(environment);
    for (const pod of index.pods.filter(steady)) {
      const budgets = index
        .ofKind('policy/PodDisruptionBudget')
        .filter(
          (one) =>
            namespaceOf(one) === pod.namespace &&
            matchesSelector(fields(one.manifest.spec).selector, pod.labels),
        );
      const [, second] = budgets;
      if (!second) continue;
      yield {
        object: second,
        path: 'spec.selector',
        what: `It selects pods of ${pod.object.manifest.kind} ${show(nameOf(pod.object))}, and so does ${budgets[0]?.file}.`,
      };
    }
  },
});

export const policySelector = environmentRule({
  id: 'references/network-policy-selector',
  title: 'A NetworkPolicy selects pods that something makes',
  why: 'It does nothing, and the pods that it was written for are open or cut off.',
  fix: 'Use labels of the pods of a workload in the same namespace.',
  standards: ['kube-linter:dangling-networkpolicy'],
  *check(environment) {
    const index = indexOf(environment);
    for (const object of index.ofKind('networking.k8s.io/NetworkPolicy')) {
      const namespace = namespaceOf(object) ?? 'default';
      const { podSelector } = fields(object.manifest.spec);
      if (!isFields(podSelector) || isEmptySelector(podSelector)) continue;
      const labels = labelsIn(environment, namespace) ?? [];
      if (labels.some((one) => matchesSelector(podSelector, one))) continue;
      yield {
        object,
        path: 'spec.podSelector',
        what: `No pod of namespace ${namespace} has ${formatSelector(podSelector)}.`,
      };
    }
  },
});

/** Labels of the pods of a namespace, as far as they are known; undefined for namespaces that a chart fills. */
function labelsIn(environment: CheckedEnvironment, namespace: string): readonly Fields[] | undefined {
  const index = indexOf(environment);
  const own = index.podsIn(namespace).map((pod) => pod.labels);
  const charts = operatorsOf(environment).filter((operator) => operator.namespace === namespace);
  const named = charts.flatMap(({ podNames }) =>
    podNames.map((name) => ({ 'app.kubernetes.io/name': name })),
  );
  if (namespace === 'kube-system') return [...own, ...builtIn.podLabels, ...named];
  if (charts.length > 0) return [...own, ...named];
  return own.length > 0 || index.find('/Namespace', namespace) ? own : undefined;
}

const namespaceName = 'kubernetes.io/metadata.name';
const peers = ['spec.ingress[].from[]', 'spec.egress[].to[]'].map(parsePattern);

export const policyPeer = environmentRule({
  id: 'references/network-policy-peer',
  title: 'Peers of a NetworkPolicy are namespaces and pods that exist',
  why: 'The connection that the rule was written for stays closed.',
  fix: 'Name a namespace that something creates, and labels of its pods.',
  *check(environment) {
    const namespaces = namespacesOf(environment);
    for (const object of indexOf(environment).ofKind('networking.k8s.io/NetworkPolicy')) {
      for (const { path, value } of peers.flatMap((pattern) => valuesAt(object.manifest, pattern, ''))) {
        const { podSelector, namespaceSelector } = fields(value);
        const named = dig(namespaceSelector, 'matchLabels', namespaceName);
        const namespace =
          typeof named === 'string'
            ? named
            : isFields(namespaceSelector)
              ? undefined
              : (namespaceOf(object) ?? 'default');
        if (namespace === undefined || !(isFields(podSelector) || isFields(namespaceSelector))) continue;
        if (!namespaces.has(namespace)) {
          yield {
            object,
            path: `${path}.namespaceSelector`,
            what: `Nothing creates the namespace ${show(namespace)}.`,
            fix: fixMissing(namespace, namespaces),
          };
          continue;
        }
        if (!isFields(podSelector) || isEmptySelector(podSelector)) continue;
        const labels = labelsIn(environment, namespace);
        if (!labels || labels.some((one) => mayMatch(podSelector, one))) continue;
        yield {
          object,
          path: `${path}.podSelector`,
          what: `No pod of namespace ${namespace} has ${formatSelector(podSelector)}.`,
        };
      }
    }
  },
});

/** Charts give their pods more labels than this program knows; what it knows must not contradict. */
function mayMatch(selector: Fields, labels: Fields): boolean {
  if (matchesSelector(selector, labels)) return true;
  const wanted = fields(selector.matchLabels);
  const known = Object.keys(wanted).filter((key) => Object.hasOwn(labels, key));
  return (
    Object.keys(labels).length <= 2 && known.length > 0 && known.every((key) => wanted[key] === labels[key])
  );
}

export const webhookService = environmentRule({
  id: 'references/webhook-service',
  title: 'Webhooks call a Service that exists',
  why: 'With failurePolicy Fail, every change of the kinds that it watches is refused.',
  fix: 'Name a Service with its namespace.',
  *check(environment) {
    const index = indexOf(environment);
    const group = 'admissionregistration.k8s.io';
    const objects: readonly CheckedObject[] = [
      ...index.ofKind(`${group}/ValidatingWebhookConfiguration`),
      ...index.ofKind(`${group}/MutatingWebhookConfiguration`),
    ];
    for (const object of objects) {
      for (const { path, value } of valuesAt(
        object.manifest,
        parsePattern('webhooks[].clientConfig.service'),
        '',
      )) {
        const { name, namespace } = fields(value);
        if (typeof name !== 'string' || typeof namespace !== 'string') continue;
        const ofCharts = operatorsOf(environment).some(
          (one) => one.namespace === namespace && Object.hasOwn(one.services, name),
        );
        if (ofCharts || index.find('/Service', name, namespace)) continue;
        yield {
          object,
          path,
          what: `Namespace ${namespace} has no Service ${show(name)}.`,
          fix: fixMissing(name, index.names('/Service', namespace)),
        };
      }
    }
  },
});
