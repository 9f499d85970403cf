// The order of lists in pod templates: it means nothing to pods, but a controller takes another order for another template.
import type { Manifest } from '../../../crossplane/manifest.ts';
import type { FieldChange } from '../change.ts';
import { canonical, childPlace, isMapping } from './canonical.ts';
import type { ListPlace } from './list-rules.ts';
import { fieldPath } from './path.ts';

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job']);

/**
 * Lists of a pod template that hold the same in another order: `spec.template.spec.volumes[order]`. Deployments and the
 * like compare templates list by list, as ReplicaSets are found by it:
 * https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/controller/deployment/util/deployment_util.go (EqualIgnoreHash)
 */
export function templateOrder(from: Manifest, to: Manifest): FieldChange[] {
  if (!kinds.has(to.kind) || !isMapping(from.spec) || !isMapping(to.spec)) return [];
  const place: ListPlace = { kind: to.kind, field: 'template', parent: 'spec' };
  return [...ordersOf(from.spec.template, to.spec.template, 'spec.template', place)];
}

function* ordersOf(from: unknown, to: unknown, path: string, place: ListPlace): Iterable<FieldChange> {
  if (isMapping(from) && isMapping(to)) {
    for (const [name, value] of Object.entries(from))
      yield* ordersOf(value, to[name], fieldPath(path, name), childPlace(place, name));
  }
  if (!Array.isArray(from) || !Array.isArray(to) || from.length !== to.length) return;
  const left = from.map((item) => canonical(item, place));
  const right = to.map((item) => canonical(item, place));
  if (left.every((text, index) => text === right[index])) {
    for (const [index, item] of from.entries()) yield* ordersOf(item, to[index], `${path}[${index}]`, place);
  } else if (left.toSorted().every((text, index) => text === right.toSorted()[index])) {
    yield { path: `${path}[order]`, from: from.map(shortName), to: to.map(shortName) };
  }
}

function shortName(item: unknown): string {
  if (!isMapping(item)) return String(item);
  const name = item.name ?? item.mountPath ?? item.topologyKey ?? item.key;
  return typeof name === 'string' ? name : JSON.stringify(item);
}
