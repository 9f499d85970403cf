// Reads manifests of which nothing is known yet: a wrong type gives "nothing", since the schema layer reports it.
import { fieldPath } from '../../../envs/validate/path.ts';

/** An object of JSON whose fields are not known. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value with the path at which it stands. */
export interface At<T> {
  readonly path: string;
  readonly value: T;
}

const nothing: Fields = Object.freeze({});

/** True for an object that is neither null nor a list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is something else. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : nothing;
}

/** The value as a list; an empty one when it is something else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text; undefined when it is something else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value as a number; undefined when it is something else. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The value below a chain of field names; undefined as soon as one is missing. */
export function dig(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (!isFields(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** The objects of a list, each with its path; items of another type are left out. */
export function itemsAt(value: unknown, path: string): At<Fields>[] {
  return list(value).flatMap((item, index) =>
    isFields(item) ? [{ path: fieldPath(path, index), value: item }] : [],
  );
}

/** The texts of a list, each with its path; items of another type are left out. */
export function textsAt(value: unknown, path: string): At<string>[] {
  return list(value).flatMap((item, index) =>
    typeof item === 'string' ? [{ path: fieldPath(path, index), value: item }] : [],
  );
}

/** The fields of an object whose values are texts, each with its name and path. */
export function entriesAt(value: unknown, path: string): (At<string> & { readonly key: string })[] {
  return Object.entries(fields(value)).flatMap(([key, entry]) =>
    typeof entry === 'string' ? [{ key, path: fieldPath(path, key), value: entry }] : [],
  );
}
