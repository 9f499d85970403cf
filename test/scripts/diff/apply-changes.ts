// Applies reported field changes to a value: what the comparison says must be enough to get from one side to the other.
import { dump, load } from 'js-yaml';
import type { FieldChange } from '../../../scripts/diff/change.ts';
import { canonical, isMapping } from '../../../scripts/diff/compare/canonical.ts';
import { keyDefaults } from '../../../scripts/diff/compare/list-rules.ts';
import { parsePath, type Segment } from '../../../scripts/diff/compare/path.ts';

/** All changes at and below one place. */
interface Place {
  readonly segment?: Segment;
  readonly own: FieldChange[];
  readonly below: Map<string, Place>;
}

/** The later value, made from the earlier one and the changes. */
export function applyChanges(value: unknown, changes: readonly FieldChange[]): unknown {
  const root: Place = { own: [], below: new Map() };
  for (const change of changes) {
    let place = root;
    for (const segment of parsePath(change.path)) {
      const key = JSON.stringify(segment);
      const next: Place = place.below.get(key) ?? { segment, own: [], below: new Map() };
      place.below.set(key, next);
      place = next;
    }
    place.own.push(change);
  }
  return applyAt(structuredClone(value), root);
}

function applyAt(value: unknown, place: Place): unknown {
  const [replacement] = place.own;
  if (replacement) return replacement.to;
  const below = [...place.below.values()];
  const [first] = below;
  if (!first?.segment) return value;
  if (first.segment.type === 'document') return applyInDocument(value, first.segment.format, first);
  if (first.segment.type === 'field') {
    const fields: Record<string, unknown> = isMapping(value) ? { ...value } : {};
    for (const child of below) {
      if (child.segment?.type !== 'field') throw new Error('Fields and items at one place.');
      const result = applyAt(fields[child.segment.name], child);
      if (result === undefined) delete fields[child.segment.name];
      else fields[child.segment.name] = result;
    }
    return fields;
  }
  return applyInList(Array.isArray(value) ? value : [value], below);
}

function applyInDocument(value: unknown, format: 'json' | 'yaml', place: Place): string {
  if (typeof value !== 'string') throw new Error('A document is a text.');
  const document: unknown = format === 'json' ? JSON.parse(value) : load(value);
  const result = applyAt(document, place);
  return format === 'json' ? JSON.stringify(result) : dump(result);
}

const anywhere = { kind: '', field: '', parent: '' };

function applyInList(list: readonly unknown[], places: readonly Place[]): unknown[] {
  const type = places.find(({ segment }) => segment?.type !== 'order')?.segment?.type;
  if (type === 'position') return applyByPosition(list, places);
  let items = [...list];
  const removed = new Set<string>();
  const added: unknown[] = [];
  for (const place of places) {
    const { segment, own } = place;
    if (!segment || segment.type === 'order') continue;
    const index = items.findIndex((item, at) => isMeant(item, at, segment));
    for (const change of own) {
      // Saying something twice does not change a set, so both go.
      if (change.to === undefined) removed.add(canonical(items[index], anywhere));
      else if (change.from === undefined) added.push(change.to);
      else items[index] = change.to;
    }
    if (place.below.size > 0) items[index] = applyAt(items[index], { ...place, own: [] });
  }
  items = [...items.filter((item) => !removed.has(canonical(item, anywhere))), ...added];
  const order = places.find(({ segment }) => segment?.type === 'order')?.own[0]?.to;
  if (!Array.isArray(order)) return items;
  const rank = (item: unknown) =>
    order.findIndex((id) => isMapping(item) && Object.values(item).includes(id));
  return items.sort((a, b) => rank(a) - rank(b));
}

function isMeant(item: unknown, index: number, segment: Segment): boolean {
  if (segment.type === 'unordered') return segment.index === index;
  if (segment.type === 'item')
    return (typeof item !== 'object' || item === null) && String(item) === segment.text;
  if (segment.type !== 'keys' || !isMapping(item)) return false;
  return Object.entries(segment.keys).every(
    ([name, text]) => String(item[name] ?? keyDefaults[name]) === text,
  );
}

/** Removed items count in the earlier list; all others in the later one. */
function applyByPosition(list: readonly unknown[], places: readonly Place[]): unknown[] {
  const at = ({ segment }: Place) => (segment?.type === 'position' ? segment.index : -1);
  const removed = new Set(places.filter(({ own }) => own.some(({ to }) => to === undefined)).map(at));
  const items = list.filter((_, index) => !removed.has(index));
  const rest = [...places].sort((a, b) => at(a) - at(b));
  for (const place of rest) {
    const addition = place.own.find(({ from }) => from === undefined);
    if (addition) items.splice(at(place), 0, addition.to);
  }
  for (const place of rest) {
    const change = place.own.find(({ from, to }) => from !== undefined && to !== undefined);
    if (change) items[at(place)] = change.to;
    else if (place.below.size > 0) items[at(place)] = applyAt(items[at(place)], { ...place, own: [] });
  }
  return items;
}
