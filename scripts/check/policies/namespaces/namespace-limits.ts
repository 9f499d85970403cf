// Rule policies/namespace-limits: namespaces in which programs make pods have a ResourceQuota and a LimitRange.
import { groupKindOf } from '../../kit/kinds.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { itemsAt, list } from '../../kit/read.ts';
import type { CheckedObject } from '../../rule.ts';
import { namespaceOf } from '../kit/namespaces.ts';

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
