// Objects that come and go: what Argo CD does when a file appears or disappears.
import type { EffectRule, ObjectChange } from '../change.ts';
import { effectOf } from './effect.ts';

const pruneSource = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources';

/** Argo CD creates what is new. */
export const createdObjects: EffectRule = {
  id: 'objects/created',
  title: 'An object is created.',
  *effects({ changes }) {
    for (const change of changes) {
      if (change.from || change.application === 'preview') continue;
      yield effectOf(change, {
        rule: 'objects/created',
        level: 'info',
        what: `Argo CD creates it with application ${change.application}.`,
        why: 'The file is new.',
        fix: 'Nothing to do.',
      });
    }
  },
};

/** Argo CD prunes what is gone, unless an annotation on the object says otherwise. */
export const deletedObjects: EffectRule = {
  id: 'objects/deleted',
  title: 'An object is deleted, or stays behind on the cluster.',
  *effects({ changes }) {
    for (const change of changes) {
      if (change.to || change.application === 'preview') continue;
      yield effectOf(change, { rule: 'objects/deleted', ...deletion(change) });
    }
  },
};

function deletion(change: ObjectChange): {
  level: 'notice' | 'caution' | 'danger';
  what: string;
  why: string;
  fix: string;
} {
  const options = syncOptions(change);
  const { application } = change;
  if (options.includes('Prune=false')) {
    return {
      level: 'caution',
      what: 'It stays on the cluster, and nobody manages it any more.',
      why: `Its last version forbids pruning (Prune=false): ${pruneSource}`,
      fix: 'Delete it by hand once nothing uses it.',
    };
  }
  if (options.includes('Prune=confirm')) {
    return {
      level: 'danger',
      what: `Argo CD asks before it prunes it, and application ${application} stays out of sync until somebody answers.`,
      why: `Its last version holds data or carries others (Prune=confirm): ${pruneSource}`,
      fix: 'Confirm the pruning in Argo CD, or put the object back.',
    };
  }
  return {
    level: 'caution',
    what: `Argo CD deletes it with the next sync of application ${application}.`,
    why: 'The file is gone, and nothing keeps its object from being pruned.',
    fix: 'Make sure that nothing refers to it any more.',
  };
}

function syncOptions({ from }: ObjectChange): string[] {
  const text = from?.manifest.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
  return text.split(',').map((option) => option.trim());
}
