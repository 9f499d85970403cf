// Reads fields and lists of values whose shape nobody promised.

/** A field of an object; undefined for anything else. */
export function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(name)
    : undefined;
}

/** The items of a list; none for anything else. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
