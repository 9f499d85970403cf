// Strategies whose details the API server filled in: they stay behind when the strategy goes, and don't fit the next one.
import type { Effect, EffectRule, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { appliedChanges, fieldOf, liesIn } from './kinds.ts';

const places: Readonly<Record<string, string>> = {
  Deployment: 'spec.strategy',
  StatefulSet: 'spec.updateStrategy',
};

/** Another strategy in place of a rolling update that was not written out. */
export const strategyLeftBehind: EffectRule = {
  id: 'cluster/strategy-left-behind',
  title: 'Another strategy does not go with what the API server filled in.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      const effect = strategyRefusal(change);
      if (effect) yield effect;
    }
  },
};

/** What the API server says of such a change: applied on the server, only what was written before goes away. */
export function strategyRefusal(change: ObjectChange): Effect | undefined {
  const { kind, from, to } = change;
  const place = places[kind];
  if (!from || !to || !place || change.movedFrom || change.replaces) return undefined;
  const typeIn = (side: typeof from) => fieldOf(side.manifest, `${place}.type`) ?? 'RollingUpdate';
  const details = `${place}.rollingUpdate`;
  if (typeIn(from) !== 'RollingUpdate' || typeIn(to) === 'RollingUpdate') return undefined;
  if (fieldOf(from.manifest, details) !== undefined) return undefined;
  return effectOf(change, {
    rule: 'cluster/strategy-left-behind',
    level: 'blocked',
    what: `The API server refuses the strategy ${String(typeIn(to))}: what it filled in for the rolling update stays behind, and the two don’t go together.`,
    why: 'Argo CD applies on the server, which takes away only what was written before: https://kubernetes.io/docs/reference/using-api/server-side-apply/',
    fix: `Write out ${details} as the API server filled it in (kubectl get shows it), and sync that before the change.`,
    fields: change.fields.map(({ path }) => path).filter((path) => liesIn(path, place)),
  });
}
