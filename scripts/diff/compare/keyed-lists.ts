// Lists whose items have keys: matched by them, whatever their order.
import { isMapping } from './canonical.ts';
import { keyDefaults, type ListPlace } from './list-rules.ts';
import type { Differ } from './lists.ts';
import { keysPath } from './path.ts';
import { similarPairs } from './similar.ts';

type List = readonly unknown[];

/** An item with the values that name it. */
export interface KeyedItem {
  readonly keys: Readonly<Record<string, string>>;
  readonly item: unknown;
}

/** The items by their keys, or `undefined` when an item has none or two have the same. */
export function byKeys(list: List, names: readonly string[]): Map<string, KeyedItem> | undefined {
  const items = new Map<string, KeyedItem>();
  for (const item of list) {
    if (!isMapping(item)) return undefined;
    const keys: Record<string, string> = {};
    for (const name of names) {
      const value = item[name] ?? keyDefaults[name];
      if (typeof value === 'object') return undefined;
      if (value !== undefined && value !== '') keys[name] = String(value);
    }
    const id = JSON.stringify(keys);
    if (id === '{}' || items.has(id)) return undefined;
    items.set(id, { keys, item });
  }
  return items;
}

/** Items by their keys, in their order. */
export type Keyed = ReadonlyMap<string, KeyedItem>;

/** Reports items that came, went or changed, at paths that name them. */
export function compareKeyed(from: Keyed, to: Keyed, path: string, place: ListPlace, differ: Differ): void {
  for (const [id, { keys, item }] of from) {
    const other = to.get(id);
    const itemAt = keysPath(path, keys);
    if (other) differ.compare(withDefaults(item, keys), withDefaults(other.item, keys), itemAt, place);
    else differ.add(itemAt, item, undefined);
  }
  for (const [id, { keys, item }] of to) {
    if (!from.has(id)) differ.add(keysPath(path, keys), undefined, item);
  }
}

/** A key that is left out and one that is written with its default are the same. */
function withDefaults(item: unknown, keys: Readonly<Record<string, string>>): unknown {
  if (!isMapping(item) || !Object.keys(keys).some((name) => !(name in item))) return item;
  return { ...keys, ...item };
}

/** What stays keeps its order, and what is new stands behind it: only another order than that is a change. */
export function compareOrder(from: Keyed, to: Keyed, path: string, differ: Differ): void {
  const expected = [...from.keys()].filter((id) => to.has(id));
  expected.push(...[...to.keys()].filter((id) => !from.has(id)));
  const actual = [...to.keys()];
  if (expected.every((id, index) => id === actual[index])) return;
  const names = (ids: readonly string[], side: Keyed) =>
    ids.map((id) => Object.values(side.get(id)?.keys ?? {}).join(','));
  differ.add(`${path}[order]`, names([...from.keys()], from), names(actual, to));
}

/** Two lists by their keys, and what does not count when items without a counterpart are compared. */
export interface Renamed {
  readonly from: List;
  readonly left: Keyed;
  readonly right: Keyed;
  readonly besides: readonly string[];
}

/** As `compareKeyed`; an item with a new key is named by its position in the earlier list. */
export function compareRenamed(lists: Renamed, path: string, place: ListPlace, differ: Differ): void {
  const { from, left, right, besides } = lists;
  const gone = [...left].filter(([id]) => !right.has(id));
  const come = [...right].filter(([id]) => !left.has(id));
  const likeness = ([, { item }]: [string, KeyedItem]) =>
    isMapping(item)
      ? Object.fromEntries(Object.entries(item).filter(([name]) => !besides.includes(name)))
      : item;
  const pairs = similarPairs(gone.map(likeness), come.map(likeness));
  const renamed = new Set<string>();
  for (const [f, t] of pairs) {
    const [before, after] = [gone[f], come[t]];
    if (!before || !after) continue;
    renamed.add(before[0]).add(after[0]);
    differ.compare(before[1].item, after[1].item, `${path}[#${from.indexOf(before[1].item)}]`, place);
  }
  const others = (side: Keyed) => new Map([...side].filter(([id]) => !renamed.has(id)));
  compareKeyed(others(left), others(right), path, place, differ);
}
