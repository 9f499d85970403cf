// Shows a value in a message: short, on one line, and telling a text from a number.

const maxLength = 60;

/** The value as JSON, cut when it is long. */
export function show(value: unknown): string {
  if (value === undefined) return 'Nothing';
  const text = JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** The kind of a plain value, with its article. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'no value';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return 'an object';
}
