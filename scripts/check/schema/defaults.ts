// Fills in the defaults of a schema, as the API server does before it validates.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import type { Shape } from './shape.ts';

/** The value with every default of its schema; the same value where there is none to fill in. */
export function withDefaults(shape: Shape, value: unknown): unknown {
  if (Array.isArray(value)) return listWithDefaults(shape, value);
  if (isRecord(value)) return objectWithDefaults(shape, value);
  return value;
}

function listWithDefaults(shape: Shape, list: readonly unknown[]): readonly unknown[] {
  const { items } = shape;
  if (!items) return list;
  let copy: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const given = item === null && !items.nullable ? (items.schema.default ?? null) : item;
    const filled = withDefaults(items, given);
    if (filled === item) continue;
    copy ??= [...list];
    copy[i] = filled;
  }
  return copy ?? list;
}

function objectWithDefaults(shape: Shape, object: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  const set = (name: string, value: unknown) => {
    copy ??= bareCopy(object);
    copy[name] = value;
  };
  for (const name of shape.defaulted) {
    const field = shape.field(name);
    const given = object[name];
    if (!field || (given !== undefined && (given !== null || field.nullable))) continue;
    set(name, withDefaults(field, field.schema.default));
  }
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (typeof value !== 'object' || value === null) continue;
    const member = shape.field(name) ?? shape.rest;
    if (!member) continue;
    const filled = withDefaults(member, value);
    if (filled !== value) set(name, filled);
  }
  return copy ?? object;
}

/** A copy without a prototype: a field may be called `__proto__`. */
function bareCopy(object: Record<string, unknown>): Record<string, unknown> {
  const copy: Record<string, unknown> = Object.create(null);
  return Object.assign(copy, object);
}
