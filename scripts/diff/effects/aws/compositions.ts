// Compositions: which composite resources a change reaches, and which of them wait until somebody says so.
import type { DiffedObject, EffectRule, ObjectChange } from '../../change.ts';
import { namesOf, objectName } from '../../object-name.ts';
import { effectOf, type OwnPart } from '../effect.ts';
import { valueAt } from './managed-resource.ts';

/** A changed Composition acts on all composite resources that name it. */
export const compositionReach: EffectRule = {
  id: 'crossplane/composition-reach',
  title: 'A composition changes what exists already.',
  *effects(environment) {
    const changed = environment.changes.filter(({ kind, from, to }) => kind === 'Composition' && from && to);
    if (changed.length === 0) return;
    for (const change of changed) {
      const users = environment.to.filter(
        ({ manifest }) => valueAt(manifest, 'spec.crossplane.compositionRef.name') === change.name,
      );
      const isWaiting = ({ manifest }: DiffedObject) =>
        valueAt(manifest, 'spec.crossplane.compositionUpdatePolicy') === 'Manual';
      const following = users.filter((user) => !isWaiting(user)).map(nameOf);
      yield effectOf(change, reach(change, following, users.filter(isWaiting).map(nameOf)));
    }
  },
};

function reach(change: ObjectChange, following: readonly string[], waiting: readonly string[]): OwnPart {
  const rule = 'crossplane/composition-reach';
  if (following.length + waiting.length === 0) {
    return {
      rule,
      level: 'info',
      what: `No composite resource uses ${change.name}.`,
      why: 'Nothing in the environment names it in spec.crossplane.compositionRef.',
      fix: 'Nothing to do.',
    };
  }
  const stays = `${waiting.join(', ')} ${waiting.length === 1 ? 'keeps its' : 'keep their'} revision`;
  const manual = 'compositionUpdatePolicy Manual waits for spec.crossplane.compositionRevisionRef.';
  if (following.length === 0) {
    return {
      rule,
      level: 'notice',
      what: `Nothing changes yet: ${stays}.`,
      why: manual,
      fix: 'After the merge, set compositionRevisionRef to the new revision. The previews show what will happen then.',
    };
  }
  const reached = `It reaches ${following.join(', ')} with the next reconciliation`;
  return {
    rule,
    level: 'caution',
    what: waiting.length > 0 ? `${reached}; ${stays}.` : `${reached}.`,
    why: `compositionUpdatePolicy Automatic takes every new revision.${waiting.length > 0 ? ` ${manual}` : ''}`,
    fix: 'Read the changes of the previews: they are what AWS is asked for.',
  };
}

function nameOf({ manifest }: DiffedObject): string {
  return objectName(namesOf(manifest));
}
