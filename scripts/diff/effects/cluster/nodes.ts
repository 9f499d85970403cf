// Nodes that Karpenter replaces, because they no longer look as their pool or class says.
import type { DiffedObject, Effect, EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { appliedChanges, fieldOf, liesIn } from './kinds.ts';

const source = 'https://karpenter.sh/docs/concepts/disruption/#drift';

/** Fields below `spec.template` that only act on nodes to come. */
const withoutDrift = ['spec.template.spec.terminationGracePeriod', 'spec.template.spec.expireAfter'];

/** A changed NodePool or EC2NodeClass drifts its nodes. */
export const nodeDrift: EffectRule = {
  id: 'cluster/node-drift',
  title: 'Karpenter replaces nodes.',
  *effects(environment) {
    for (const change of appliedChanges(environment.changes)) {
      if (!change.from || !change.to) continue;
      if (change.kind === 'NodePool') yield* poolDrift(change);
      if (change.kind === 'EC2NodeClass') yield* classDrift(change, environment.to);
    }
  },
};

function* poolDrift(change: ObjectChange): Iterable<Effect> {
  const fields = change.fields
    .map(({ path }) => path)
    .filter((path) => liesIn(path, 'spec.template') && !withoutDrift.some((field) => liesIn(path, field)));
  if (fields.length === 0 || !change.to) return;
  yield effectOf(change, {
    rule: 'cluster/node-drift',
    level: 'caution',
    what: `Karpenter replaces the nodes of pool ${change.name}${pace(change.to)}.`,
    why: `They no longer fit spec.template of their pool: ${source}`,
    fix: 'Pods with karpenter.sh/do-not-disrupt end first; the others are drained. Merge when running tasks may be moved.',
    fields,
  });
}

function* classDrift(change: ObjectChange, objects: readonly DiffedObject[]): Iterable<Effect> {
  const fields = change.fields.map(({ path }) => path).filter((path) => liesIn(path, 'spec'));
  if (fields.length === 0) return;
  const pools = objects.filter(
    ({ manifest }) =>
      manifest.kind === 'NodePool' &&
      fieldOf(manifest, 'spec.template.spec.nodeClassRef.name') === change.name,
  );
  if (pools.length === 0) return;
  const isImage = fields.some((path) => liesIn(path, 'spec.amiSelectorTerms'));
  yield effectOf(change, {
    rule: 'cluster/node-drift',
    level: 'caution',
    what: `Karpenter replaces the nodes of ${pools.map((pool) => `pool ${pool.manifest.metadata.name}${pace(pool)}`).join(' and ')}${isImage ? ', with another machine image' : ''}.`,
    why: `They no longer fit their EC2NodeClass: ${source}`,
    fix: 'Pods with karpenter.sh/do-not-disrupt end first; the others are drained. Merge when running tasks may be moved.',
    fields,
  });
}

/** How many nodes at once, as the pool's budgets say. */
function pace({ manifest }: DiffedObject): string {
  const budgets = fieldOf(manifest, 'spec.disruption.budgets');
  if (!Array.isArray(budgets)) return ' (at most 10% at a time)';
  const always: string[] = [];
  const sometimes: string[] = [];
  for (const budget of budgets) {
    if (typeof budget !== 'object' || budget === null || !('nodes' in budget)) continue;
    const reasons = 'reasons' in budget && Array.isArray(budget.reasons) ? budget.reasons : undefined;
    if (reasons && !reasons.includes('Drifted')) continue;
    const nodes = String(budget.nodes);
    if (!('schedule' in budget)) always.push(`at most ${nodes} at a time`);
    else {
      const length = 'duration' in budget ? `${String(budget.duration)} from ` : '';
      const most = /^0%?$/.test(nodes) ? 'none' : `at most ${nodes}`;
      sometimes.push(`${most} for ${length}${String(budget.schedule)} UTC`);
    }
  }
  const limits = [...always, ...sometimes];
  return limits.length > 0 ? ` (${limits.join(', ')})` : '';
}
