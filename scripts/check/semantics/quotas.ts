// ResourceQuotas, LimitRanges, claims and priorities: known resources, and bounds that leave room.
import { didYouMean } from '../../../envs/validate/did-you-mean.ts';
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { nameOf } from '../kit/metadata.ts';
import { qualifiedNameFault } from '../kit/names.ts';
import { parseQuantity } from '../kit/quantity.ts';
import { type Fields, fields, itemsAt, list } from '../kit/read.ts';

const compute = ['cpu', 'memory', 'ephemeral-storage'];
const quotaNames = new Set([
  ...compute,
  ...compute.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);

export const resourceQuota = objectRule({
  id: 'semantics/resource-quota',
  title: 'A ResourceQuota limits resources that exist',
  why: 'The API server refuses the quota.',
  fix: 'Use cpu, memory, pods, requests.cpu and the like; other kinds as count/<resource>.<group>.',
  kinds: ['/ResourceQuota'],
  *check(object) {
    const spec = fields(object.manifest.spec);
    for (const [name, amount] of Object.entries(fields(spec.hard))) {
      const path = fieldPath('spec.hard', name);
      const fault = qualifiedNameFault(name);
      const known = quotaNames.has(name) || name.includes('/') || /^(requests\.)?hugepages-/.test(name);
      if (fault) yield { path, what: `${show(name)} is no resource: ${fault}.` };
      else if (!known) yield { path, what: `${show(name)} is no resource that a quota can limit.` };
      const parsed = parseQuantity(amount);
      if (parsed !== undefined && parsed < 0n) yield { path, what: `${show(amount)} is less than nothing.` };
    }
    const scopes = list(spec.scopes);
    for (const [one, other] of [
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ]) {
      if (scopes.includes(one) && scopes.includes(other)) {
        yield { path: 'spec.scopes', what: `${one} and ${other} exclude each other.` };
      }
    }
  },
});

const limitTypes = ['Container', 'Pod', 'PersistentVolumeClaim'];

/** Pairs of bounds of a LimitRange of which the first must not be above the second. */
const order: readonly (readonly [string, string])[] = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'default'],
  ['defaultRequest', 'max'],
  ['min', 'default'],
  ['default', 'max'],
];

export const limitRange = objectRule({
  id: 'semantics/limit-range',
  title: 'Bounds of a LimitRange leave room between them',
  why: 'The API server refuses the LimitRange.',
  fix: 'Keep min ≤ defaultRequest ≤ default ≤ max.',
  kinds: ['/LimitRange'],
  *check(object) {
    const types = new Set<unknown>();
    for (const { path, value } of itemsAt(fields(object.manifest.spec).limits, 'spec.limits')) {
      const { type } = value;
      if (!type) yield { path: `${path}.type`, what: 'The type is missing.' };
      else if (typeof type === 'string' && !limitTypes.includes(type) && !type.includes('/')) {
        yield {
          path: `${path}.type`,
          what: `${show(type)} is no type.`,
          fix: `${didYouMean(type, limitTypes)}Accepted: ${limitTypes.join(', ')}.`,
        };
      }
      if (types.has(type))
        yield { path: `${path}.type`, what: `There is another item of type ${show(type)}.` };
      types.add(type);
      if (type === 'Pod') {
        for (const field of ['default', 'defaultRequest']) {
          if (Object.keys(fields(value[field])).length > 0) {
            yield { path: `${path}.${field}`, what: 'Type Pod has no defaults.' };
          }
        }
      }
      yield* nameFaults(value, path);
      for (const [low, high] of order) yield* orderFaults(value, low, high, path);
    }
  },
});

function* nameFaults(limits: Fields, path: string): Generator<Fault> {
  if (limits.type !== 'Container' && limits.type !== 'Pod') return;
  for (const field of ['min', 'max', 'default', 'defaultRequest', 'maxLimitRequestRatio']) {
    for (const name of Object.keys(fields(limits[field]))) {
      if (compute.includes(name) || name.includes('/') || name.startsWith('hugepages-')) continue;
      yield {
        path: fieldPath(`${path}.${field}`, name),
        what: `${show(name)} is no resource of a container.`,
      };
    }
  }
}

function* orderFaults(limits: Fields, low: string, high: string, path: string): Generator<Fault> {
  for (const [name, amount] of Object.entries(fields(limits[low]))) {
    const other = fields(limits[high])[name];
    const [least, most] = [parseQuantity(amount), parseQuantity(other)];
    if (least === undefined || most === undefined || least <= most) continue;
    yield {
      path: fieldPath(`${path}.${low}`, name),
      what: `${low} ${show(amount)} of ${name} is above ${high} ${show(other)}.`,
    };
  }
}

export const claim = objectRule({
  id: 'semantics/volume-claim',
  title: 'A PersistentVolumeClaim asks for storage and a way to use it',
  why: 'The API server refuses the claim.',
  fix: 'Give accessModes and resources.requests.storage.',
  kinds: ['/PersistentVolumeClaim', 'apps/StatefulSet'],
  *check(object) {
    const own =
      object.manifest.kind === 'PersistentVolumeClaim'
        ? [{ path: '', value: object.manifest as Fields }]
        : [];
    const templates = itemsAt(fields(object.manifest.spec).volumeClaimTemplates, 'spec.volumeClaimTemplates');
    for (const { path, value } of [...own, ...templates]) {
      const spec = fields(value.spec);
      const at = fieldPath(path, 'spec');
      const modes = list(spec.accessModes);
      if (modes.length === 0) yield { path: `${at}.accessModes`, what: 'There is no access mode.' };
      if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
        yield { path: `${at}.accessModes`, what: 'ReadWriteOncePod excludes all others.' };
      }
      const storage = fields(fields(spec.resources).requests).storage;
      const parsed = parseQuantity(storage);
      if (storage === undefined)
        yield { path: `${at}.resources.requests.storage`, what: 'The size is missing.' };
      else if (parsed !== undefined && parsed <= 0n) {
        yield { path: `${at}.resources.requests.storage`, what: `${show(storage)} is no size.` };
      }
    }
  },
});

/** https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass */
const highestPriority = 1_000_000_000;
const lowestPriority = -(2 ** 31);

export const priorityClass = objectRule({
  id: 'semantics/priority-class',
  title: 'Priorities stay below those of the system',
  why: 'The API server refuses the PriorityClass.',
  fix: `Use a value up to ${highestPriority}, and a name that does not start with "system-".`,
  kinds: ['scheduling.k8s.io/PriorityClass'],
  *check(object) {
    const { value } = object.manifest;
    const name = nameOf(object);
    if (name.startsWith('system-') && !name.endsWith('-critical')) {
      yield { path: 'metadata.name', what: `${show(name)} is reserved for the system.` };
    } else if (typeof value === 'number' && (value > highestPriority || value < lowestPriority)) {
      yield { path: 'value', what: `${value} is out of range.` };
    }
  },
});
