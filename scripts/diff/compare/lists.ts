// Compares two lists by their rule: items by their keys, as a set, or in their order.
import { canonical, isMapping } from './canonical.ts';
import { byKeys, compareKeyed, compareOrder, compareRenamed } from './keyed-lists.ts';
import {
  environmentVariablesRule,
  fallbackRule,
  type ListPlace,
  type ListRule,
  listRule,
} from './list-rules.ts';
import { itemPath } from './path.ts';
import { align } from './sequence.ts';
import { similarPairs } from './similar.ts';

/** What a comparison of lists needs from the comparison of everything else. */
export interface Differ {
  compare(from: unknown, to: unknown, path: string, place: ListPlace): void;
  add(path: string, from: unknown, to: unknown): void;
}

type List = readonly unknown[];

/** Reports what differs between two lists, each item at a path of its own. */
export function compareLists(from: List, to: List, path: string, place: ListPlace, differ: Differ): void {
  const rule = ruleFor(from, to, place);
  const left = rule.type === 'keyed' ? byKeys(from, rule.keys) : undefined;
  const right = rule.type === 'keyed' ? byKeys(to, rule.keys) : undefined;
  const isOrdered = rule.type === 'ordered' || (rule.type === 'keyed' && rule.ordered);
  if (left && right && rule.type === 'keyed' && rule.renamed) {
    compareRenamed({ from, left, right, besides: rule.renamed }, path, place, differ);
  } else if (left && right) {
    compareKeyed(left, right, path, place, differ);
    if (isOrdered) compareOrder(left, right, path, differ);
  } else if (isOrdered) {
    compareOrdered(from, to, path, place, differ);
  } else {
    compareUnordered(from, to, path, place, differ);
  }
}

function ruleFor(from: List, to: List, place: ListPlace): ListRule {
  if (place.inPolicy && place.field === 'Statement') {
    const keys = ['Sid'];
    return byKeys(from, keys) && byKeys(to, keys) ? { type: 'keyed', keys } : { type: 'unordered' };
  }
  if (place.field === 'env') return environmentVariablesRule([from, to]);
  const rule = listRule(place);
  if (rule) return rule;
  return byKeys(from, ['name']) && byKeys(to, ['name']) ? fallbackRule : { type: 'ordered' };
}

function compareUnordered(from: List, to: List, path: string, place: ListPlace, differ: Differ): void {
  const id = (item: unknown) => {
    const text = canonical(item, place);
    // AWS compares the names of actions without regard to case.
    return place.inPolicy && /^(Not)?Action$/.test(place.field) ? text.toLowerCase() : text;
  };
  const left = uniqueBy(from, id);
  const right = uniqueBy(to, id);
  const removed = [...left].filter(([key]) => !right.has(key)).map(([, entry]) => entry);
  const added = [...right].filter(([key]) => !left.has(key)).map(([, entry]) => entry);
  const items = (entries: readonly Entry[]) => entries.map(({ item }) => item);
  const pairs = new Map(similarPairs(items(removed), items(added)));
  const matched = new Set(pairs.values());
  for (const [position, { item, index }] of removed.entries()) {
    const other = pairs.get(position);
    const partner = other === undefined ? undefined : added[other];
    if (partner) differ.compare(item, partner.item, `${path}[#${index}]`, place);
    else
      differ.add(
        isMapping(item) || Array.isArray(item) ? `${path}[#${index}]` : itemPath(path, String(item)),
        item,
        undefined,
      );
  }
  for (const [position, { item, index }] of added.entries()) {
    if (matched.has(position)) continue;
    differ.add(
      isMapping(item) || Array.isArray(item) ? `${path}[#${index}]` : itemPath(path, String(item)),
      undefined,
      item,
    );
  }
}

interface Entry {
  readonly item: unknown;
  readonly index: number;
}

/** Saying something twice does not change a set. */
function uniqueBy(list: List, id: (item: unknown) => string): Map<string, Entry> {
  const unique = new Map<string, Entry>();
  for (const [index, item] of list.entries()) {
    const key = id(item);
    if (!unique.has(key)) unique.set(key, { item, index });
  }
  return unique;
}

function compareOrdered(from: List, to: List, path: string, place: ListPlace, differ: Differ): void {
  const text = (item: unknown) => canonical(item, place);
  const removed: number[] = [];
  const added: number[] = [];
  const settle = () => {
    settleGap({ from, to, removed, added }, path, place, differ);
    removed.length = 0;
    added.length = 0;
  };
  for (const step of align(from.map(text), to.map(text))) {
    if (step.type === 'removed') removed.push(step.from);
    else if (step.type === 'added') added.push(step.to);
    else settle();
  }
  settle();
}

interface Gap {
  readonly from: List;
  readonly to: List;
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** Between two common items: what stands in for what, in order; the rest came or went. Positions are those of `to`. */
function settleGap(gap: Gap, path: string, place: ListPlace, differ: Differ): void {
  const { from, to, removed, added } = gap;
  const pairs = new Map<number, number>();
  if (removed.length === added.length) {
    for (const [index, at] of removed.entries()) pairs.set(at, added[index] ?? at);
  } else {
    let last = -1;
    const similar = similarPairs(
      removed.map((at) => from[at]),
      added.map((at) => to[at]),
    );
    for (const [r, a] of similar.sort(([x], [y]) => x - y)) {
      const [fromAt, toAt] = [removed[r], added[a]];
      if (fromAt === undefined || toAt === undefined || toAt <= last) continue;
      pairs.set(fromAt, toAt);
      last = toAt;
    }
  }
  const paired = new Set(pairs.values());
  for (const at of removed) {
    const partner = pairs.get(at);
    if (partner === undefined) differ.add(`${path}[${at}]`, from[at], undefined);
    else differ.compare(from[at], to[partner], `${path}[${partner}]`, place);
  }
  for (const at of added) if (!paired.has(at)) differ.add(`${path}[${at}]`, undefined, to[at]);
}
