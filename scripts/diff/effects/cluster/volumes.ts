// Claims that ask for more than they can get: only volumes of classes that allow it grow.
import type { DiffedObject, EffectRule, ObjectChange } from '../../change.ts';
import { quantityOf } from '../../compare/scalars.ts';
import { effectOf } from '../effect.ts';
import { appliedChanges, fieldOf } from './kinds.ts';

const requested = 'spec.resources.requests.storage';

/** A claim that grows although the class of its volume, where the tree holds it, lets none grow. */
export const volumeCannotGrow: EffectRule = {
  id: 'cluster/volume-cannot-grow',
  title: 'A volume is to grow that can’t.',
  *effects(environment) {
    const growing = appliedChanges(environment.changes).filter(grows);
    for (const change of growing) {
      const storageClass = classOf(change, environment.to);
      if (!storageClass || storageClass.manifest.allowVolumeExpansion === true) continue;
      yield effectOf(change, {
        rule: 'cluster/volume-cannot-grow',
        level: 'blocked',
        what: `The API server refuses the larger volume: StorageClass ${storageClass.manifest.metadata.name} lets no volume grow.`,
        why: 'A class must say allowVolumeExpansion: true: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims',
        fix: 'Let the class grow volumes, if its driver can, and sync it first; or copy the data to a new claim.',
        fields: [requested],
      });
    }
  },
};

function grows({ kind, apiVersion, from, to }: ObjectChange): boolean {
  if (kind !== 'PersistentVolumeClaim' || apiVersion !== 'v1') return false;
  const before = quantityOf(fieldOf(from?.manifest, requested));
  const after = quantityOf(fieldOf(to?.manifest, requested));
  return before !== undefined && after !== undefined && after > before;
}

function classOf({ to }: ObjectChange, objects: readonly DiffedObject[]): DiffedObject | undefined {
  const name = fieldOf(to?.manifest, 'spec.storageClassName');
  return objects.find(
    ({ manifest, application }) =>
      application !== 'preview' && manifest.kind === 'StorageClass' && manifest.metadata.name === name,
  );
}
