// Rule policies/budget-sanity: workloads of several pods have a PodDisruptionBudget that they can meet.
import { show } from '../../../../envs/validate/show.ts';
import { groupKindOf } from '../../kit/kinds.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { podsOf } from '../../kit/pods.ts';
import { dig, fields, number } from '../../kit/read.ts';
import { matchesSelector } from '../../kit/selectors.ts';
import type { CheckedObject } from '../../rule.ts';

const counted = new Set(['apps/Deployment', 'apps/StatefulSet']);

/** How few pods a workload may have: its replicas, or the least of what scales it. */
function leastReplicas(object: CheckedObject, scalers: readonly CheckedObject[]): number {
  const scaler = scalers.find(
    ({ manifest }) =>
      manifest.metadata?.namespace === object.manifest.metadata?.namespace &&
      dig(manifest, 'spec', 'scaleTargetRef', 'name') === object.manifest.metadata?.name,
  );
  if (!scaler) return number(dig(object.manifest, 'spec', 'replicas')) ?? 1;
  const spec = fields(scaler.manifest.spec);
  return number(spec.minReplicaCount) ?? number(spec.minReplicas) ?? 0;
}

export const budgetSanity = environmentRule({
  id: 'policies/budget-sanity',
  severity: 'warning',
  title: 'Workloads of several pods have a PodDisruptionBudget that they can meet',
  why: 'Without one a drain takes all pods at once; with one that wants all of them it never ends.',
  fix: 'Add one PodDisruptionBudget with maxUnavailable: 1.',
  standards: ['kube-linter:pdb-min-available', 'kube-linter:pdb-unhealthy-pod-eviction-policy'],
  *check({ objects }) {
    const budgets = objects.filter((object) => groupKindOf(object) === 'policy/PodDisruptionBudget');
    const scalers = objects.filter((object) =>
      ['keda.sh/ScaledObject', 'autoscaling/HorizontalPodAutoscaler'].includes(groupKindOf(object)),
    );
    for (const object of objects) {
      if (!counted.has(groupKindOf(object))) continue;
      const [pod] = podsOf(object);
      if (!pod) continue;
      const least = leastReplicas(object, scalers);
      const own = budgets.filter(
        ({ manifest }) =>
          manifest.metadata?.namespace === object.manifest.metadata?.namespace &&
          matchesSelector(dig(manifest, 'spec', 'selector'), pod.labels),
      );
      if (own.length === 0 && least > 1) {
        yield { object, path: 'spec.replicas', what: `${least} pods have no PodDisruptionBudget.` };
      }
      if (own.length > 1) {
        const names = own.map(({ manifest }) => show(manifest.metadata?.name)).join(' and ');
        yield {
          object,
          path: pod.path,
          what: `The budgets ${names} select the same pods, which can’t be evicted.`,
        };
      }
      for (const budget of own) {
        const wanted = number(dig(budget.manifest, 'spec', 'minAvailable'));
        if (wanted === undefined || least === 0 || wanted < least) continue;
        yield {
          object: budget,
          path: 'spec.minAvailable',
          what: `${wanted} of at least ${least} pods must always be there, so none may go.`,
        };
      }
    }
  },
});
