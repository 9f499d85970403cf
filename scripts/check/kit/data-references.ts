// Every place that names a ConfigMap or a Secret: pods, autoscalers, secret stores, Ingresses, managed resources.
import { fieldPath } from '../../../envs/validate/path.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { indexOf } from './environment-index.ts';
import { groupKindOf, groupOf } from './kinds.ts';
import { namespaceOf } from './metadata.ts';
import { containersOf, type PodPlace } from './pods.ts';
import { dig, fields, isFields, itemsAt, text } from './read.ts';

/** One reference to a ConfigMap or a Secret, or to one of its keys. */
export interface DataReference {
  readonly object: CheckedObject;
  readonly path: string;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
  /** The key that is read; absent when all are. */
  readonly key?: string;
}

const cache = new WeakMap<CheckedEnvironment, readonly DataReference[]>();

/** All references of an environment that are not marked as optional. */
export function dataReferences(environment: CheckedEnvironment): readonly DataReference[] {
  const known = cache.get(environment);
  if (known) return known;
  const index = indexOf(environment);
  const found = [
    ...index.pods.flatMap((pod) => [...ofPod(pod)]),
    ...index.objects.flatMap((object) => [...ofObject(object)]),
  ];
  cache.set(environment, found);
  return found;
}

type Maker = (
  kind: DataReference['kind'],
  path: string,
  holder: unknown,
  nameField?: string,
) => Generator<DataReference>;

/** Makes the references of one holder such as `{name, key, optional}` or `{secretName, items}`. */
function makerFor(object: CheckedObject, namespace: string): Maker {
  return function* make(kind, path, holder, nameField = 'name') {
    if (!isFields(holder) || holder.optional === true) return;
    const name = text(holder[nameField]);
    if (!name) return;
    const base = { object, kind, namespace, name };
    const key = text(holder.key);
    const items = itemsAt(holder.items, fieldPath(path, 'items'));
    yield key === undefined ? { ...base, path } : { ...base, path, key };
    for (const item of items) {
      const itemKey = text(item.value.key);
      if (itemKey !== undefined) yield { ...base, path: item.path, key: itemKey };
    }
  };
}

function* ofPod(pod: PodPlace): Generator<DataReference> {
  const make = makerFor(pod.object, pod.namespace);
  for (const { path, value } of containersOf(pod)) {
    for (const { path: at, value: variable } of itemsAt(value.env, `${path}.env`)) {
      const from = fields(variable.valueFrom);
      yield* make('ConfigMap', `${at}.valueFrom.configMapKeyRef`, from.configMapKeyRef);
      yield* make('Secret', `${at}.valueFrom.secretKeyRef`, from.secretKeyRef);
    }
    for (const { path: at, value: source } of itemsAt(value.envFrom, `${path}.envFrom`)) {
      yield* make('ConfigMap', `${at}.configMapRef`, source.configMapRef);
      yield* make('Secret', `${at}.secretRef`, source.secretRef);
    }
  }
  for (const { path, value } of itemsAt(pod.spec.volumes, `${pod.path}.volumes`)) {
    yield* make('ConfigMap', `${path}.configMap`, value.configMap);
    yield* make('Secret', `${path}.secret`, value.secret, 'secretName');
    for (const { path: at, value: source } of itemsAt(
      dig(value, 'projected', 'sources'),
      `${path}.projected.sources`,
    )) {
      yield* make('ConfigMap', `${at}.configMap`, source.configMap);
      yield* make('Secret', `${at}.secret`, source.secret);
    }
  }
  for (const { path, value } of itemsAt(pod.spec.imagePullSecrets, `${pod.path}.imagePullSecrets`)) {
    yield* make('Secret', path, value);
  }
}

function* ofObject(object: CheckedObject): Generator<DataReference> {
  const make = makerFor(object, namespaceOf(object) ?? 'default');
  const spec = fields(object.manifest.spec);
  switch (groupKindOf(object)) {
    case 'keda.sh/TriggerAuthentication':
      for (const { path, value } of itemsAt(spec.secretTargetRef, 'spec.secretTargetRef'))
        yield* make('Secret', path, value);
      for (const { path, value } of itemsAt(spec.configMapTargetRef, 'spec.configMapTargetRef'))
        yield* make('ConfigMap', path, value);
      return;
    case 'networking.k8s.io/Ingress':
      for (const { path, value } of itemsAt(spec.tls, 'spec.tls'))
        yield* make('Secret', path, value, 'secretName');
      return;
    case 'external-secrets.io/PushSecret':
      yield* make('Secret', 'spec.selector.secret', dig(spec, 'selector', 'secret'));
      return;
    case 'external-secrets.io/SecretStore':
      yield* walk(spec, 'spec', make);
      return;
    default:
      if (groupOf(String(object.manifest.apiVersion)).endsWith('.m.upbound.io'))
        yield* walk(spec, 'spec', make);
  }
}

/** Managed resources and stores name secrets in fields such as `authTokenSecretRef: {name, key}` at any depth. */
function* walk(value: unknown, path: string, make: Maker): Generator<DataReference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item === 'object') yield* walk(item, fieldPath(path, index), make);
    }
    return;
  }
  if (!isFields(value)) return;
  for (const [name, below] of Object.entries(value)) {
    if (typeof below !== 'object' || below === null) continue;
    const at = fieldPath(path, name);
    if (name.endsWith('SecretRef') && isFields(below) && typeof below.key === 'string')
      yield* make('Secret', at, below);
    else yield* walk(below, at, make);
  }
}
