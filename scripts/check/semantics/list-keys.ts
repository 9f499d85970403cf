// Lists whose items have a key hold each key once: server-side apply tells the items apart by it.
// Source: x-kubernetes-list-map-keys in the OpenAPI document of Kubernetes 1.35.
import { type GroupKind, groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { type Pattern, parsePattern, valuesAt } from '../kit/pattern.ts';
import { containersOf, podsOf } from '../kit/pods.ts';
import { itemsAt } from '../kit/read.ts';

interface KeyedList {
  readonly pattern: Pattern;
  readonly keys: readonly string[];
}

/** What the API server writes into a key that is absent. */
const defaults: Readonly<Record<string, string>> = { protocol: 'TCP' };

function lists(entries: Readonly<Record<string, readonly string[]>>): KeyedList[] {
  return Object.entries(entries).map(([pattern, keys]) => ({ pattern: parsePattern(pattern), keys }));
}

// Names of containers, volumes and variables and paths of mounts have rules of their own.
const podLists = lists({
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  resourceClaims: ['name'],
  schedulingGates: ['name'],
});
const containerLists = lists({ ports: ['containerPort', 'protocol'], volumeDevices: ['devicePath'] });
const kindLists: Readonly<Record<GroupKind, KeyedList[]>> = {
  '/Service': lists({ 'spec.ports': ['port', 'protocol'] }),
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': lists({
    'spec.variables': ['name'],
    'spec.matchConditions': ['name'],
  }),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': lists({ webhooks: ['name'] }),
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': lists({ webhooks: ['name'] }),
};

export const listKeys = objectRule({
  id: 'semantics/list-key',
  title: 'Items of a list with a key have different keys',
  why: 'Server-side apply, with which Argo CD syncs, refuses the object.',
  fix: 'Delete one of the items or give it another key.',
  *check(object) {
    const own = kindLists[groupKindOf(object)];
    if (own) yield* faultsOf(object.manifest, '', own);
    for (const pod of podsOf(object)) {
      yield* faultsOf(pod.spec, pod.path, podLists);
      for (const { path, value } of containersOf(pod)) yield* faultsOf(value, path, containerLists);
    }
  },
});

function* faultsOf(root: unknown, path: string, keyed: readonly KeyedList[]): Generator<Fault> {
  for (const { pattern, keys } of keyed) {
    for (const found of valuesAt(root, pattern, path)) {
      const seen = new Set<string>();
      for (const { path: at, value } of itemsAt(found.value, found.path)) {
        const key = keys.map((name) => `${name} ${value[name] ?? defaults[name] ?? 'none'}`).join(' and ');
        if (seen.has(key)) yield { path: at, what: `The list has another item with ${key}.` };
        seen.add(key);
      }
    }
  }
}
