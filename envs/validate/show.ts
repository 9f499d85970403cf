// Shows a value in a message: short, on one line, and telling a text from a number.

const maxLength = 60;

/** The value as JSON, cut when it is long. JSON also escapes what a terminal would obey. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** The kind of a plain value that is neither null nor undefined, with its article. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return 'an object';
}

/** A number with its noun: `1 item`, `2 items`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
