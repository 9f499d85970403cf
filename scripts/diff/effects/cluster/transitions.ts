// Changes that a kind's own rules forbid: the API server compares the new object with the old one (`oldSelf`).
import { createRequire } from 'node:module';
import type { Effect, EffectRule, EnvironmentChange, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { appliedChanges, liesIn } from './kinds.ts';

const source =
  'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#transition-rules';

/** Rules of definitions in the tree, such as those of our composite resources. */
export const transitionRefused: EffectRule = {
  id: 'cluster/transition-refused',
  title: 'The definition of a kind forbids a change.',
  *effects(environment) {
    for (const change of appliedChanges(environment.changes)) yield* refusalsOf(change, environment);
  },
};

function* refusalsOf(change: ObjectChange, environment: EnvironmentChange): Iterable<Effect> {
  const { from, to } = change;
  // An object with another name is another object, which has no past.
  if (!from || !to || change.movedFrom || change.replaces) return;
  // Kubernetes keeps rules about metadata to the name, which can't change.
  if (!change.fields.some(({ path }) => !liesIn(path, 'metadata'))) return;
  const definition = environment.definitionOf(to.manifest.apiVersion, to.manifest.kind);
  if (!definition) return;
  const { source: schemas } = definitions().sourceOfDefinitions([definition], '');
  const known = new Set(schemas.judge(to.manifest)?.problems.map(({ path, what }) => `${path} ${what}`));
  for (const { path, what, fix } of schemas.judgeChange(from.manifest, to.manifest)?.problems ?? []) {
    // What does not fit without its past either is a finding of "check".
    if (known.has(`${path} ${what}`)) continue;
    yield effectOf(change, {
      rule: 'cluster/transition-refused',
      level: 'blocked',
      what: `The API server refuses it: ${path} ${what}${/[.!?]$/.test(what) ? '' : '.'}`,
      why: `${fix} The definition of ${to.manifest.kind} says so: ${source}`,
      fix: 'Put the value back. For another value, make a second object under a new name, move what it holds, and remove the first.',
      fields: change.fields.map((field) => field.path).filter((field) => liesIn(field, path)),
    });
  }
}

/** Loaded when the first change needs it: with its rule engine, it takes as long as a whole comparison without it. */
function definitions(): typeof import('../../../check/definitions.ts') {
  return createRequire(import.meta.url)('../../../check/definitions.ts');
}
