// The changes that are tried through Argo CD: a part of the sampled ones, and objects that come and go.

import { copy, type KubeObject } from '../../lib/json.ts';
import { isPreview, type Manifest } from '../../lib/tree.ts';
import { isShared, placed, sampleChanges } from './changes.ts';
import type { Compared } from './predictions.ts';

/** A change in the repository that Argo CD looks at. */
export type SyncChange = Compared & { what: string; file: string };

/** One in this many sampled changes; syncing all of them would show the same again. */
const oneIn = 8;

// Only a claim that has got its volume may ask for more.
const needsController = ['PersistentVolumeClaim'];

const prefix = 'sync';
const options = 'argocd.argoproj.io/sync-options';

/** About sixty changes; objects stand in namespaces of their own, in one wave. */
export function sampleSyncs(manifests: readonly Manifest[], seed: number): SyncChange[] {
  const changed = sampleChanges(manifests, seed, prefix)
    .filter(({ before }) => !isShared(before) && !needsController.includes(before.kind))
    .filter((_, index) => index % oneIn === seed % oneIn);
  return [...changed, ...comingAndGoing(manifests)].map((change) => ({
    ...change,
    before: change.before && inOneWave(change.before),
    after: change.after && inOneWave(change.after),
  }));
}

// Kinds that nobody has to be there for, so that a sync does not wait.
const simpleKinds = ['ConfigMap', 'NetworkPolicy', 'PodDisruptionBudget', 'ServiceAccount', 'Service'];

function comingAndGoing(manifests: readonly Manifest[]): SyncChange[] {
  const synced = manifests.filter((manifest) => !isPreview(manifest) && manifest.object.metadata.namespace);
  const simple = simpleKinds.flatMap((kind) => synced.find(({ object }) => object.kind === kind) ?? []);
  const guarded = [...Map.groupBy(synced.filter(isGuarded), ({ object }) => object.kind).values()].flatMap(
    ([first]) => first ?? [],
  );
  const one = (what: string, { file, application, object }: Manifest, edit?: (made: KubeObject) => void) => {
    const id = `${prefix}-${what}-${object.kind.toLowerCase()}`;
    const made = placed(object, id);
    edit?.(made);
    return { id, what, file, application, object: made };
  };
  const keep = (made: KubeObject) => {
    made.metadata.annotations = { ...made.metadata.annotations, [options]: 'Prune=false' };
  };
  return [
    ...simple
      .map((manifest) => one('new', manifest))
      .map(({ object, ...rest }) => ({ ...rest, after: object })),
    ...[
      ...simple.map((manifest) => one('gone', manifest)),
      ...simple.slice(0, 2).map((manifest) => one('kept', manifest, keep)),
      ...guarded.map((manifest) => one('guarded', manifest)),
    ].map(({ object, ...rest }) => ({ ...rest, before: object })),
  ];
}

function isGuarded({ object }: Manifest): boolean {
  return object.metadata.annotations?.[options]?.includes('Prune=confirm') ?? false;
}

/** Without a wave of its own: a later one would wait for AWS and for operators, which are not here. */
function inOneWave(object: KubeObject): KubeObject {
  const made = copy(object);
  delete made.metadata.annotations?.['argocd.argoproj.io/sync-wave'];
  return made;
}
