// What guards a namespace: a pod security standard, network policies for every pod, and limits where programs make pods.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { environmentRule, objectRule } from '../kit/make-rule.ts';
import { podsOf } from '../kit/pods.ts';
import { fields, isFields, itemsAt, list } from '../kit/read.ts';
import { matchesSelector } from '../kit/selectors.ts';
import type { CheckedObject } from '../rule.ts';

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

const namespaceOf = ({ manifest }: CheckedObject) => String(manifest.metadata?.namespace ?? 'default');

/** Directions that a NetworkPolicy governs; without policyTypes incoming, and outgoing when it has rules for it. */
function directionsOf(spec: Record<string, unknown>): readonly string[] {
  const given = list(spec.policyTypes).map(String);
  if (given.length > 0) return given;
  return spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
}

export const networkPolicyCoverage = environmentRule({
  id: 'policies/network-policy',
  title: 'A NetworkPolicy governs every pod, in both directions',
  why: 'A pod that none selects talks to everybody, and everybody to it.',
  fix: 'Add a policy with podSelector {} and both policyTypes to the namespace, then allow what is needed.',
  standards: ['CKV2_K8S_6', 'KSV-0038', 'kube-linter:non-isolated-pod', 'CIS-EKS-1.8:4.3.2'],
  *check({ objects }) {
    const policies = Map.groupBy(
      objects.filter((object) => groupKindOf(object) === 'networking.k8s.io/NetworkPolicy'),
      namespaceOf,
    );
    for (const object of objects) {
      for (const pod of podsOf(object)) {
        if (!pod.complete) continue;
        const missing = ['Ingress', 'Egress'].filter(
          (direction) =>
            !policies.get(pod.namespace)?.some(({ manifest }) => {
              const spec = fields(manifest.spec);
              return directionsOf(spec).includes(direction) && matchesSelector(spec.podSelector, pod.labels);
            }),
        );
        if (missing.length === 0) continue;
        yield {
          object,
          path: pod.path,
          what: `No NetworkPolicy governs ${missing.join(' and ')} of the pod.`,
        };
      }
    }
  },
});

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

/** Namespaces in which a Role lets programs make pods, or templates for them lie. */
function namespacesOfLaunchers(objects: readonly CheckedObject[]): Map<string, CheckedObject> {
  const found = new Map<string, CheckedObject>();
  for (const object of objects) {
    const kind = groupKindOf(object);
    const launches =
      kind === '/PodTemplate' ||
      (kind === 'rbac.authorization.k8s.io/Role' &&
        itemsAt(object.manifest.rules, '').some(
          ({ value }) => list(value.resources).includes('pods') && list(value.verbs).includes('create'),
        ));
    if (launches && !found.has(namespaceOf(object))) found.set(namespaceOf(object), object);
  }
  return found;
}

export const namespaceLimits = environmentRule({
  id: 'policies/namespace-limits',
  title: 'Namespaces in which programs make pods have a ResourceQuota and a LimitRange',
  why: 'A workflow that goes wrong fills the cluster, and with Karpenter the account.',
  fix: 'Add a ResourceQuota for what all pods take together and a LimitRange for one container.',
  standards: ['KSV-0039', 'KSV-0040'],
  *check({ objects }) {
    for (const [namespace, launcher] of namespacesOfLaunchers(objects)) {
      const object =
        objects.find(
          (one) => groupKindOf(one) === '/Namespace' && one.manifest.metadata?.name === namespace,
        ) ?? launcher;
      const missing = (['ResourceQuota', 'LimitRange'] as const).filter(
        (kind) => !objects.some((one) => groupKindOf(one) === `/${kind}` && namespaceOf(one) === namespace),
      );
      if (missing.length === 0) continue;
      yield { object, what: `Programs make pods in ${namespace}, which has no ${missing.join(' and no ')}.` };
    }
  },
});

export const jobLifetime = objectRule({
  id: 'policies/job-ttl',
  severity: 'warning',
  title: 'Jobs that ended are deleted',
  why: 'They and their pods stay for ever and fill etcd and the quota.',
  fix: 'Set ttlSecondsAfterFinished. Not where Argo CD deletes the Job: it would make it again.',
  standards: ['kube-linter:job-ttl-seconds-after-finished'],
  kinds: ['batch/Job'],
  *check({ manifest }) {
    if (isFields(manifest.spec) && typeof manifest.spec.ttlSecondsAfterFinished === 'number') return;
    const annotations = fields(manifest.metadata?.annotations);
    // Argo CD deletes a hook before it makes the next, also when it names no policy.
    if (annotations['argocd.argoproj.io/hook'] !== undefined) return;
    yield { path: 'spec', what: 'The Job is never deleted.' };
  },
});
