// The ConfigMaps and Secrets of an environment with their keys, whoever makes them.
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { indexOf } from './environment-index.ts';
import { nameOf, namespaceOf } from './metadata.ts';
import { dig, fields, isFields, itemsAt, list, text } from './read.ts';

/** Keys of a ConfigMap or Secret; `any` where only the cluster knows them. */
export type Keys = ReadonlySet<string> | 'any';

/** Contents of one namespace: names of ConfigMaps or Secrets with their keys. */
type Contents = Map<string, Keys>;

const configCache = new WeakMap<CheckedEnvironment, Map<string, Contents>>();
const secretCache = new WeakMap<CheckedEnvironment, Map<string, Contents>>();

/** The ConfigMaps of a namespace; those that compositions make are in the previews. */
export function configMapsIn(environment: CheckedEnvironment, namespace: string): Contents {
  let all = configCache.get(environment);
  if (!all) {
    all = new Map();
    for (const object of indexOf(environment).ofKind('/ConfigMap')) {
      add(all, namespaceOf(object), nameOf(object), dataKeys(object));
    }
    configCache.set(environment, all);
  }
  const contents = all.get(namespace) ?? new Map<string, Keys>();
  // Kubernetes writes this one into every namespace.
  if (!contents.has('kube-root-ca.crt')) contents.set('kube-root-ca.crt', new Set(['ca.crt']));
  all.set(namespace, contents);
  return contents;
}

/** The Secrets of a namespace: written, synced by an ExternalSecret, or made by Crossplane. */
export function secretsIn(environment: CheckedEnvironment, namespace: string): Contents {
  let all = secretCache.get(environment);
  if (!all) {
    all = new Map();
    const index = indexOf(environment);
    for (const object of index.ofKind('/Secret'))
      add(all, namespaceOf(object), nameOf(object), dataKeys(object));
    for (const object of index.ofKind('external-secrets.io/ExternalSecret')) {
      const target = text(dig(object.manifest, 'spec', 'target', 'name')) ?? nameOf(object);
      add(all, namespaceOf(object), target, externalKeys(object));
    }
    for (const object of index.objects) {
      const connection = text(dig(object.manifest, 'spec', 'writeConnectionSecretToRef', 'name'));
      if (connection) add(all, namespaceOf(object), connection, 'any');
    }
    secretCache.set(environment, all);
  }
  return all.get(namespace) ?? new Map();
}

function dataKeys({ manifest }: CheckedObject): Keys {
  const { data, stringData, binaryData } = manifest;
  return new Set([data, stringData, binaryData].flatMap((map) => Object.keys(fields(map))));
}

/** https://external-secrets.io/latest/api/externalsecret/ */
function externalKeys({ manifest }: CheckedObject): Keys {
  const spec = fields(manifest.spec);
  const template = dig(spec, 'target', 'template');
  const templated = Object.keys(fields(dig(template, 'data')));
  if (list(dig(template, 'templateFrom')).length > 0) return 'any';
  const merges = dig(template, 'mergePolicy') === 'Merge';
  if (isFields(template) && templated.length > 0 && !merges) return new Set(templated);
  if (list(spec.dataFrom).length > 0) return 'any';
  const own = itemsAt(spec.data, '').flatMap(({ value }) => text(value.secretKey) ?? []);
  return new Set([...own, ...templated]);
}

function add(all: Map<string, Contents>, namespace: string | undefined, name: string, keys: Keys): void {
  const place = namespace ?? 'default';
  const contents = all.get(place) ?? new Map<string, Keys>();
  contents.set(name, keys);
  all.set(place, contents);
}
