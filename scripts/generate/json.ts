// Tells whether a value is a Kubernetes object in plain JSON, and names the fields that are not.
import type { Manifest } from '../../crossplane/manifest.ts';

/** True when the value has what names a Kubernetes object: apiVersion, kind and metadata.name. */
export function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value) || !isRecord(value.metadata)) return false;
  const { apiVersion, kind } = value;
  return (
    typeof apiVersion === 'string' && typeof kind === 'string' && typeof value.metadata.name === 'string'
  );
}

/** Every field whose value JSON can't carry, as one sentence each. Fields that are `undefined` count as absent. */
export function jsonProblems(value: unknown, path = ''): string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}.`];
  if (Array.isArray(value)) return value.flatMap((item, index) => jsonProblems(item, `${path}[${index}]`));
  if (isRecord(value)) {
    const prefix = path ? `${path}.` : '';
    return Object.entries(value).flatMap(([key, field]) =>
      field === undefined ? [] : jsonProblems(field, prefix + key),
    );
  }
  return [`${path} is ${typeof value === 'object' ? 'an object of a class' : `of type ${typeof value}`}.`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
