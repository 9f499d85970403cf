// Finds out which object of the later tree is which of the earlier one, and what differs in it.
import type { DiffedObject, FieldChange, ObjectChange } from './change.ts';
import { compareManifests } from './compare/manifests.ts';
import { templateOrder } from './compare/template-order.ts';
import { identityOf, namesOf, objectName } from './object-name.ts';

/** Declares on an object of the later tree under which name the earlier one had it: `[Kind] [namespace/]name`. */
export const movedFromAnnotation = 'helical.dev/moved-from';

/** A name that ends in a hash of the contents, as Jobs have it. */
const hashedName = /^(.+)-[0-9a-f]{8,12}$/;

/** How two environments with different names are compared; nothing is replaced when absent. */
export interface Translation {
  /** Name of the environment in the changes. */
  readonly environment: string;
  from(object: DiffedObject): DiffedObject;
  to(object: DiffedObject): DiffedObject;
}

interface Pair {
  readonly from?: DiffedObject;
  readonly to?: DiffedObject;
  readonly movedFrom?: string;
  readonly replaces?: string;
}

/** The objects of one environment that are not the same on both sides, in the order of their files. */
export function matchObjects(
  from: readonly DiffedObject[],
  to: readonly DiffedObject[],
  translation?: Translation,
): ObjectChange[] {
  const left = translation ? from.map(translation.from) : from;
  const right = translation ? to.map(translation.to) : to;
  const changes = pairUp(left, right).flatMap((pair) => changeOf(pair, translation?.environment));
  return changes.sort((a, b) => {
    const [x, y] = [fileOf(a), fileOf(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

function fileOf({ from, to }: ObjectChange): string {
  return (to ?? from)?.file ?? '';
}

function pairUp(from: readonly DiffedObject[], to: readonly DiffedObject[]): Pair[] {
  const left = byIdentity(from);
  const right = byIdentity(to);
  const pairs: Pair[] = [];
  for (const [id, object] of right) {
    const same = left.get(id);
    if (!same) continue;
    pairs.push({ from: same, to: object });
    left.delete(id);
    right.delete(id);
  }
  for (const [id, object] of right) {
    const source = movedFrom(object, left) ?? predecessor(object, left);
    if (!source) continue;
    pairs.push({ ...source.pair, to: object });
    left.delete(source.id);
    right.delete(id);
  }
  for (const object of left.values()) pairs.push({ from: object });
  for (const object of right.values()) pairs.push({ to: object });
  return pairs;
}

/** Two files with the same object stay two objects: the second is known by its file. */
function byIdentity(objects: readonly DiffedObject[]): Map<string, DiffedObject> {
  const found = new Map<string, DiffedObject>();
  for (const object of objects) {
    // A preview is no object of the cluster, even where it looks like one.
    const id = `${object.application === 'preview' ? 'preview ' : ''}${identityOf(object.manifest)}`;
    found.set(found.has(id) ? `${id} ${object.file}` : id, object);
  }
  return found;
}

interface Source {
  readonly id: string;
  readonly pair: Pair;
}

function movedFrom(object: DiffedObject, left: ReadonlyMap<string, DiffedObject>): Source | undefined {
  const declared = object.manifest.metadata.annotations?.[movedFromAnnotation];
  if (typeof declared !== 'string') return undefined;
  for (const [id, candidate] of left) {
    if (candidate.manifest.apiVersion.split('/')[0] !== object.manifest.apiVersion.split('/')[0]) continue;
    const names = namesOf(candidate.manifest);
    const spellings = [names.name, `${names.namespace}/${names.name}`, objectName(names)];
    const isMeant =
      spellings.includes(declared) && (declared.includes(' ') || names.kind === object.manifest.kind);
    if (isMeant) return { id, pair: { from: candidate, movedFrom: objectName(names) } };
  }
  return undefined;
}

/** A Job whose contents changed has a new hash in its name: the old one goes, the new one runs. */
function predecessor(object: DiffedObject, left: ReadonlyMap<string, DiffedObject>): Source | undefined {
  const stem = hashedName.exec(object.manifest.metadata.name)?.[1];
  if (!stem) return undefined;
  for (const [id, candidate] of left) {
    const { manifest, application } = candidate;
    const isSame =
      manifest.kind === object.manifest.kind &&
      application === object.application &&
      manifest.metadata.namespace === object.manifest.metadata.namespace &&
      hashedName.exec(manifest.metadata.name)?.[1] === stem;
    if (isSame) return { id, pair: { from: candidate, replaces: manifest.metadata.name } };
  }
  return undefined;
}

function changeOf(pair: Pair, environment?: string): ObjectChange[] {
  const { from, to, movedFrom: previous, replaces } = pair;
  const object = to ?? from;
  if (!object) return [];
  const fields = from && to ? fieldsOf(from, to, previous ?? replaces) : [];
  const isMoved = from && to && from.application !== to.application;
  if (from && to && fields.length === 0 && !previous && !replaces && !isMoved) return [];
  const { manifest } = object;
  return [
    {
      environment: environment ?? object.environment,
      application: object.application,
      apiVersion: manifest.apiVersion,
      ...namesOf(manifest),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(previous ? { movedFrom: previous } : {}),
      ...(replaces ? { replaces } : {}),
      fields,
    },
  ];
}

/** Of an object with a new name, the name itself and its declaration are no fields that changed. */
function fieldsOf(from: DiffedObject, to: DiffedObject, previousName?: string): FieldChange[] {
  if (!previousName) {
    const fields = compareManifests(from.manifest, to.manifest);
    const isInTemplate = fields.some(({ path }) => path.startsWith('spec.template.'));
    return isInTemplate ? fields : [...fields, ...templateOrder(from.manifest, to.manifest)];
  }
  const { name, namespace, annotations = {} } = from.manifest.metadata;
  const { [movedFromAnnotation]: _, ...others } = to.manifest.metadata.annotations ?? {};
  const isBare = Object.keys(others).length === 0 && Object.keys(annotations).length === 0;
  const metadata = {
    ...to.manifest.metadata,
    name,
    namespace,
    annotations: isBare ? from.manifest.metadata.annotations : others,
  };
  return compareManifests(from.manifest, { ...to.manifest, metadata });
}
