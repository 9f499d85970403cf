// Finds entries of a list that count as the same one: equal items of a set, equal keys of a list of objects.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { show } from '../../../envs/validate/show.ts';
import { canonical } from './equal.ts';
import { type Complaint, duplicateEntry } from './problem.ts';
import type { StructuralSchema } from './structural.ts';

/** Calls `complain` with the index of every entry that an earlier one equals. */
export function checkDuplicates(
  schema: StructuralSchema,
  list: readonly unknown[],
  complain: (index: number, complaint: Complaint) => void,
): void {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  if (listType === 'set' || schema.uniqueItems) find(list, show, complain);
  else if (listType === 'map' && keys) {
    const entries = list.map((item) => keyOf(item, keys));
    find(entries, wordsOf, complain);
  }
}

function find(
  entries: readonly unknown[],
  words: (entry: unknown) => string,
  complain: (index: number, complaint: Complaint) => void,
): void {
  if (entries.length < 2) return;
  const first = new Map<unknown, number>();
  for (const [index, entry] of entries.entries()) {
    // A scalar is its own key, an object has one that no text can equal.
    const key = typeof entry === 'object' && entry !== null ? `\0${canonical(entry)}` : entry;
    const before = first.get(key);
    if (before === undefined) first.set(key, index);
    else complain(index, duplicateEntry(words(entry), before));
  }
}

/** Only the keys of an entry; a key that is not given counts as a value of its own. */
function keyOf(item: unknown, keys: readonly string[]): Record<string, unknown> {
  const key: Record<string, unknown> = {};
  if (isRecord(item)) for (const name of keys) if (Object.hasOwn(item, name)) key[name] = item[name];
  return key;
}

function wordsOf(key: unknown): string {
  if (!isRecord(key) || Object.keys(key).length === 0) return 'An entry without its key';
  return Object.entries(key)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(', ');
}
