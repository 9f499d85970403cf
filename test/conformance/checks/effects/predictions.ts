// What `diff` says about sampled changes: all of them are compared at once, each as an environment of its own.

import { dump } from 'js-yaml';
import type { Effect } from '../../../../scripts/diff/change.ts';
import { effectRules } from '../../../../scripts/diff/effects/index.ts';
import { diffTrees } from '../../../../scripts/diff/engine.ts';
import type { FilePair, FileRef, TreeFile, TreePair } from '../../../../scripts/diff/trees/tree-pair.ts';
import type { KubeObject } from '../../lib/json.ts';

/** Both sides of an object; one is missing where it comes or goes. */
export type Compared = {
  /** Name of the environment that it is alone in. */
  id: string;
  application: string;
  before?: KubeObject | undefined;
  after?: KubeObject | undefined;
};

/** What is compared; plain data, for it goes to a thread. */
export type PredictionWork = {
  changes: readonly Compared[];
  /** Objects that are the same on both sides of every change, such as definitions. */
  shared: readonly KubeObject[];
};

/** What is to happen to one object. */
export type Prediction = {
  id: string;
  /** Paths of the fields that differ. */
  fields: string[];
  /** What `diff` says of the refusal; absent when the API server accepts the change. */
  refusal?: string;
  /** Whether Argo CD gets past the refusal: it deletes the object and creates it again. */
  isReplaced: boolean;
  /** Whether nothing is to happen, for the API server fills in the same. */
  isDefault: boolean;
  /** How many pods are replaced: `all` where the manifest leaves their number open. */
  restarts: number | 'all';
  /** What becomes of an object that is gone from git. */
  prune?: 'asked' | 'kept' | 'pruned';
};

/** The predictions in the order of the changes. */
export function predictEffects({ changes, shared }: PredictionWork): Prediction[] {
  const { groups, effects } = diffTrees({ pair: pairOf(changes, shared), rules: effectRules });
  const fieldsOf = new Map(
    groups.flatMap((group) =>
      group.environments.map((name): [string, string[]] => [name, group.fields.map(({ path }) => path)]),
    ),
  );
  const effectsOf = Map.groupBy(effects, ({ environment }) => environment);
  return changes.map(({ id }) => predictionOf(id, fieldsOf.get(id) ?? [], effectsOf.get(id) ?? []));
}

function predictionOf(id: string, fields: string[], effects: readonly Effect[]): Prediction {
  const replaced = effects.find(({ rule }) => rule === 'cluster/replaced');
  const blocked = effects.find(({ level, rule }) => level === 'blocked' && rule.startsWith('cluster/'));
  const refusal = blocked ?? replaced;
  const restart = effects.find(({ rule }) => ['cluster/rolling-restart', 'cluster/recreate'].includes(rule));
  const deletion = effects.find(({ rule }) => rule === 'objects/deleted');
  return {
    id,
    fields,
    ...(refusal ? { refusal: refusal.what } : {}),
    isReplaced: replaced !== undefined,
    isDefault: effects.some(({ rule }) => rule === 'cluster/default-written'),
    restarts: restart ? podsIn(restart.what) : 0,
    ...(deletion ? { prune: pruneIn(deletion.what) } : {}),
  };
}

function podsIn(text: string): number | 'all' {
  if (/\bone pod\b/i.test(text)) return 1;
  const count = /\b(\d+) pods\b/.exec(text)?.[1];
  return count === undefined ? 'all' : Number(count);
}

function pruneIn(text: string): 'asked' | 'kept' | 'pruned' {
  if (text.includes('asks before')) return 'asked';
  return text.includes('stays on the cluster') ? 'kept' : 'pruned';
}

/** A pair of trees that are nowhere but in memory. */
function pairOf(changes: readonly Compared[], shared: readonly KubeObject[]): TreePair {
  const contents = new Map<string, Buffer>();
  const keep = (id: string, object: KubeObject): FileRef => {
    contents.set(id, Buffer.from(dump(object, { noRefs: true })));
    return { type: 'blob', id };
  };
  const common = shared.map((object) => ({ name: fileOf(object), ref: keep(fileOf(object), object) }));
  const own = new Map<string, FilePair>();
  for (const { id, application, before, after } of changes) {
    const object = after ?? before;
    if (!object) continue;
    const path = `${id}/${application}/${fileOf(object)}`;
    own.set(id, {
      path,
      ...(before ? { from: keep(`${id} before`, before) } : {}),
      ...(after ? { to: keep(`${id} after`, after) } : {}),
    });
  }
  const filesOf = (side: 'from' | 'to', id: string): TreeFile[] => {
    const pair = own.get(id);
    const ref = pair?.[side];
    const others = common.map(({ name, ref }) => ({ path: `${id}/shared/${name}`, ref }));
    return pair && ref ? [...others, { path: pair.path, ref }] : others;
  };
  const read = (refs: readonly FileRef[]) =>
    refs.map((ref) => (ref.type === 'blob' ? contents.get(ref.id) : undefined));
  return {
    from: { label: 'before' },
    to: { label: 'after' },
    files: [...own.values()],
    environments: () => [...own.keys()],
    filesOf,
    existing: (paths) => paths,
    read,
    sizes: (refs) => read(refs).map((bytes) => bytes?.length),
  };
}

function fileOf({ kind, metadata }: KubeObject): string {
  return `${kind}.${metadata.name}.yaml`;
}
