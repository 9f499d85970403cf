// Finds the objects of an environment by kind, namespace and name; built once for all rules.
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { type GroupKind, groupKindOf } from './kinds.ts';
import { nameOf, namespaceOf } from './metadata.ts';
import { type PodPlace, podsOf } from './pods.ts';

/** The folder of what nobody syncs: what composite resources ask for. */
const previewFolder = 'preview';

/** Ways into the objects of one environment. */
export interface EnvironmentIndex {
  readonly objects: readonly CheckedObject[];
  /** All objects of a kind, previews included: a composition makes them. */
  ofKind(groupKind: GroupKind): readonly CheckedObject[];
  /** The object of a kind with a name, in a namespace or, for cluster-scoped kinds, without one. */
  find(groupKind: GroupKind, name: string, namespace?: string): CheckedObject | undefined;
  /** Names of all objects of a kind in a namespace, for "did you mean". */
  names(groupKind: GroupKind, namespace?: string): string[];
  /** Every pod that the environment asks for. */
  readonly pods: readonly PodPlace[];
  podsIn(namespace: string): readonly PodPlace[];
  /** Folders of applications, without that of the previews. */
  readonly applications: ReadonlySet<string>;
}

const indexes = new WeakMap<CheckedEnvironment, EnvironmentIndex>();

/** The index of an environment. */
export function indexOf(environment: CheckedEnvironment): EnvironmentIndex {
  const known = indexes.get(environment);
  if (known) return known;
  const index = build(environment.objects);
  indexes.set(environment, index);
  return index;
}

/**
 * Folders that the environment's own Argo CD does not sync: the hub makes the cluster from one, and the IAM roles of
 * Crossplane itself must be there before Crossplane runs.
 */
const foreignFolders = ['foundation', 'provider-access'];

/** True for an object that the environment's own Argo CD does not sync. */
export function isSyncedElsewhere(object: CheckedObject): boolean {
  return foreignFolders.includes(object.application);
}

/** True for an object that nobody syncs. */
export function isPreview(object: CheckedObject): boolean {
  return object.application === previewFolder;
}

function build(objects: readonly CheckedObject[]): EnvironmentIndex {
  const kinds = new Map<string, CheckedObject[]>();
  const places = new Map<string, CheckedObject>();
  for (const object of objects) {
    const kind = groupKindOf(object);
    push(kinds, kind, object);
    const key = placeKey(kind, nameOf(object), namespaceOf(object));
    if (!places.has(key) || !isPreview(object)) places.set(key, object);
  }
  const pods = objects.flatMap((object) => podsOf(object)).filter((pod) => pod.complete);
  const podsByNamespace = Map.groupBy(pods, (pod) => pod.namespace);
  return {
    objects,
    pods,
    ofKind: (groupKind) => kinds.get(groupKind) ?? [],
    find: (groupKind, name, namespace) => places.get(placeKey(groupKind, name, namespace)),
    names: (groupKind, namespace) =>
      (kinds.get(groupKind) ?? [])
        .filter((object) => namespace === undefined || namespaceOf(object) === namespace)
        .map(nameOf),
    podsIn: (namespace) => podsByNamespace.get(namespace) ?? [],
    applications: new Set(objects.filter((object) => !isPreview(object)).map((object) => object.application)),
  };
}

function placeKey(groupKind: string, name: string, namespace = ''): string {
  return `${groupKind}|${namespace}|${name}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
