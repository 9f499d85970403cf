// Finds what stood before a change at the place where a value stands now, as the API server does.
import { isRecord } from '../../../../envs/schema/field-schema.ts';
import { canonical } from '../equal.ts';
import type { Shape } from '../shape.ts';

/** Says that there is no old value to compare with. */
export const noOld = Symbol('no old value');

/**
 * The old value for a place. Fields and keys of maps correspond by name, entries of a list only where the list
 * has keys. Anything else has no old value: its rules on `oldSelf` don't run.
 */
export function correlated(
  root: Shape,
  before: unknown,
  after: unknown,
  path: readonly (string | number)[],
): unknown {
  let shape: Shape | undefined = root;
  let old: unknown = before;
  let now: unknown = after;
  for (const step of path) {
    if (typeof step === 'number') {
      old = oldEntry(shape, old, Array.isArray(now) ? now[step] : undefined);
      now = Array.isArray(now) ? now[step] : undefined;
      shape = shape?.items;
    } else if (shape?.schema['x-kubernetes-map-type'] === 'atomic') {
      return noOld;
    } else {
      old = isRecord(old) && Object.hasOwn(old, step) ? old[step] : noOld;
      now = isRecord(now) ? now[step] : undefined;
      shape = shape?.field(step) ?? shape?.rest;
    }
    if (old === noOld || old === null || old === undefined) return noOld;
  }
  return old;
}

function oldEntry(shape: Shape | undefined, old: unknown, entry: unknown): unknown {
  const keys = shape?.schema['x-kubernetes-list-map-keys'];
  if (!keys || !Array.isArray(old) || !isRecord(entry)) return noOld;
  const keyOf = (item: unknown) => canonical(keys.map((key) => (isRecord(item) ? item[key] : undefined)));
  const wanted = keyOf(entry);
  const found: unknown = old.find((item) => keyOf(item) === wanted);
  return found === undefined ? noOld : found;
}
