// Turns JSON values into the values that CEL computes with, led by their schema.
import { isRecord } from '../../../../envs/schema/field-schema.ts';
import { missedFormat } from '../formats.ts';
import type { Shape } from '../shape.ts';
import { durationOf } from './durations.ts';

/** The value for CEL. Fields that are null without being nullable are not there, as on the API server. */
export function celValue(shape: Shape | undefined, value: unknown): unknown {
  if (typeof value === 'number') return numberValue(shape, value);
  if (typeof value === 'string') return textValue(shape, value);
  if (Array.isArray(value)) return value.map((item) => celValue(shape?.items, item));
  if (isRecord(value)) return objectValue(shape, value);
  return value;
}

function numberValue(shape: Shape | undefined, value: number): number | bigint {
  const isInteger = shape?.type === 'number' ? false : Number.isInteger(value);
  return isInteger ? BigInt(value) : value;
}

function textValue(shape: Shape | undefined, value: string): unknown {
  if (shape?.type !== 'string' || !shape.schema.format) return value;
  if (missedFormat(shape.schema, value) !== undefined) return value;
  switch (shape.schema.format) {
    case 'date-time':
      return new Date(value);
    case 'date':
      return new Date(`${value}T00:00:00Z`);
    case 'duration':
      return durationOf(value);
    case 'byte':
      return new Uint8Array(Buffer.from(value, 'base64'));
    default:
      return value;
  }
}

function objectValue(shape: Shape | undefined, object: Record<string, unknown>): Map<string, unknown> {
  // A map, so that a field called __proto__ is a field like any other.
  const made = new Map<string, unknown>();
  for (const name of Object.keys(object)) {
    const field = shape?.field(name);
    const member = field ?? shape?.rest;
    const value = object[name];
    if (value === null && member && !member.nullable) continue;
    // The keys of a map are data; only the names of fields are written in rules.
    made.set(field ? escaped(name) : name, celValue(member, value));
  }
  return made;
}

const reserved = new Set(
  `true false null in as break const continue else for function if import let loop package namespace return var
  void while`.split(/\s+/),
);

/** The name of a field as rules write it, for example `__namespace__` or `foo__dash__bar`. */
export function escaped(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
