// Copies untrusted input into plain JSON data, and finds everything that is not plain data.
import { isRecord } from '../schema/field-schema.ts';
import { fieldPath } from './path.ts';

/** Deeper than any environment; it also ends what would recurse for ever. */
const maxDepth = 16;

/** More than any list of an environment; a sparse array may claim four thousand million items. */
const maxItems = 10_000;

/** A place whose value is no plain data, and what it is instead. */
export interface NotPlain {
  path: string;
  /** Completes the sentence "The value is …". */
  what: string;
}

/**
 * A deep copy of `value` without the parts that are not plain data, and the list of those parts.
 * A field that is `undefined` counts as left out. Never throws, whatever the value does.
 */
export function plainData(value: unknown): { data: unknown; problems: NotPlain[] } {
  const problems: NotPlain[] = [];
  return { data: copy(value, '', [], problems), problems };
}

function copy(value: unknown, path: string, parents: object[], problems: NotPlain[]): unknown {
  const report = (what: string): undefined => {
    problems.push({ path, what });
  };
  if (typeof value === 'number') return Number.isFinite(value) ? value : report(`the number ${value}`);
  if (typeof value === 'bigint') return report(`the bigint ${value}n`);
  if (typeof value === 'function' || typeof value === 'symbol') return report(`a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (parents.includes(value)) return report('an object that contains itself');
  if (parents.length >= maxDepth) return report(`nested more than ${maxDepth} levels deep`);
  try {
    return copyMembers(value, path, [...parents, value], problems);
  } catch {
    // A getter or a proxy may throw anything.
    return report('an object that can’t be read');
  }
}

function copyMembers(value: object, path: string, parents: object[], problems: NotPlain[]): unknown {
  if (Array.isArray(value)) {
    if (value.length > maxItems) {
      problems.push({ path, what: `a list of ${value.length} items` });
      return undefined;
    }
    return Array.from(value, (item: unknown, index) => copy(item, fieldPath(path, index), parents, problems));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    problems.push({ path, what: `an instance of ${className(prototype)}` });
    return undefined;
  }
  const result: Record<string, unknown> = {};
  for (const [field, member] of Object.entries(value)) {
    if (field === '__proto__') {
      problems.push({ path: fieldPath(path, field), what: 'a field that would replace the prototype' });
    } else if (member !== undefined) {
      result[field] = copy(member, fieldPath(path, field), parents, problems);
    }
  }
  return result;
}

function className(prototype: unknown): string {
  const maker = isRecord(prototype) ? prototype.constructor : undefined;
  return typeof maker === 'function' && maker.name ? maker.name : 'a class';
}
