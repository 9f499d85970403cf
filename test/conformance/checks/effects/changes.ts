// Samples changes of real manifests as people make them. The same seed gives the same changes.

import { copy, isFields, type KubeObject } from '../../lib/json.ts';
import type { Manifest } from '../../lib/tree.ts';
import { randomFrom } from '../mutants.ts';
import { customChanges } from './custom-changes.ts';
import type { ChangeKind } from './edits.ts';
import { objectChanges } from './object-changes.ts';
import { standIns } from './stand-ins.ts';
import { workloadChanges } from './workload-changes.ts';

/** One object before and after a change. */
export type SampledChange = {
  /** Also the namespace in which the object stands alone. */
  id: string;
  /** What was changed, in a few words. */
  what: string;
  /** File of the manifest that it was made from. */
  file: string;
  application: string;
  before: KubeObject;
  after: KubeObject;
};

/** All kinds of changes, by subject. */
export const changeKinds: readonly ChangeKind[] = [...workloadChanges, ...objectChanges, ...customChanges];

type Source = Pick<Manifest, 'file' | 'application' | 'object'>;

/** Changes of the manifests of one environment: each kind of change on some objects in turn. Ids begin with `prefix`. */
export function sampleChanges(
  manifests: readonly Manifest[],
  seed: number,
  prefix = 'change',
): SampledChange[] {
  const random = randomFrom(seed);
  const sources: Source[] = [
    ...manifests.filter(({ application }) => application !== 'preview'),
    ...standIns.map((object) => ({
      file: `stand-ins/${object.kind}.${object.metadata.name}.yaml`,
      application: 'stand-ins',
      object,
    })),
  ];
  const byKind = Map.groupBy(sources, ({ object }) => object.kind);
  const sampled: SampledChange[] = [];
  for (const change of changeKinds) {
    const candidates = shuffled(
      change.kinds.flatMap((kind) => byKind.get(kind) ?? []),
      random,
    );
    const found: SampledChange[] = [];
    for (const source of inTurn(candidates)) {
      if (found.length === (change.times ?? Math.min(change.kinds.length, 2))) break;
      const id = `${prefix}-${String(sampled.length + found.length + 1).padStart(3, '0')}`;
      const made = makeChange(change, source, id);
      if (made) found.push(made);
    }
    sampled.push(...found);
  }
  return sampled;
}

/** One of each kind of object before the second of any. */
function inTurn(candidates: readonly Source[]): Source[] {
  const groups = [...Map.groupBy(candidates, ({ object }) => object.kind).values()];
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) => groups.flatMap((group) => group[round] ?? [])).flat();
}

function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}

function makeChange(
  change: ChangeKind,
  { file, application, object }: Source,
  id: string,
): SampledChange | undefined {
  const before = placed(object, id);
  if (change.before && !change.before(before)) return undefined;
  const after = copy(before);
  if (!change.edit(after)) return undefined;
  return { id, what: change.what, file, application, before, after };
}

// Their names follow from what they define.
const namedByContents = ['CompositeResourceDefinition', 'Namespace'];

/** The same object in a place of its own, so that many changes of it go on side by side. */
export function placed(object: KubeObject, id: string): KubeObject {
  const made = copy(object);
  if (made.metadata.namespace) made.metadata.namespace = id;
  else if (!namedByContents.includes(made.kind)) made.metadata.name = `${made.metadata.name}-${id}`;
  // A hook is made anew with every sync; what is asked here is what happens to an object that stays.
  const { annotations } = made.metadata;
  if (isFields(annotations)) delete annotations['argocd.argoproj.io/hook'];
  if (Array.isArray(made.subjects))
    for (const subject of made.subjects.filter(isFields)) if (subject.namespace) subject.namespace = id;
  return made;
}

/** Whether the object is one that others stand on, which must not change while they are tried. */
export function isShared({ kind }: KubeObject): boolean {
  return namedByContents.includes(kind);
}
