// Tells whether a value is a Kubernetes object in plain JSON, and names the fields that are not.
import type { Manifest } from '../../crossplane/manifest.ts';
import { isShared } from './shared-values.ts';
import { isSimpleKey } from './yaml.ts';

/** True when the value has what names a Kubernetes object: apiVersion, kind and metadata.name. */
export function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value) || !isRecord(value.metadata)) return false;
  const { apiVersion, kind } = value;
  return (
    typeof apiVersion === 'string' && typeof kind === 'string' && typeof value.metadata.name === 'string'
  );
}

/** Every field whose value JSON can't carry, as one sentence each. Fields that are `undefined` count as absent. */
export function jsonProblems(value: unknown): string[] {
  const problems: string[] = [];
  // Almost always there are none, and then no path is needed.
  if (!isPlain(value)) collect(value, [], problems);
  return problems;
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isPlain);
  if (!isRecord(value)) return false;
  if (isShared(value)) return true;
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (!isSimpleKey(key) || (field !== undefined && !isPlain(field))) return false;
  }
  return true;
}

function collect(value: unknown, path: (string | number)[], problems: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, [...path, index], problems);
  } else if (isRecord(value)) {
    for (const [key, field] of Object.entries(value)) {
      if (!isSimpleKey(key))
        problems.push(`${show(path)} has a key of several lines or of excessive length.`);
      if (field !== undefined) collect(field, [...path, key], problems);
    }
  } else if (!isPlain(value)) {
    problems.push(`${show(path)} is ${typeof value === 'number' ? value : describeType(value)}.`);
  }
}

function describeType(value: unknown): string {
  return typeof value === 'object' ? 'an object of a class' : `of type ${typeof value}`;
}

function show(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
