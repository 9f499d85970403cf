// `format` of CEL: fills values into a text with %s, %d, %f, %e, %b, %o and %x.

/** The text with its verbs filled in. @throws Error when a verb is unknown or a value does not fit it */
export function formatText(pattern: string, values: readonly unknown[]): string {
  let next = 0;
  return pattern.replace(/%(?:\.(\d+))?(.)/g, (whole, precision: string | undefined, verb: string) => {
    if (whole === '%%') return '%';
    if (next >= values.length) throw new Error(`no value for ${whole}`);
    return formatValue(verb, values[next++], precision === undefined ? 6 : Number(precision));
  });
}

function formatValue(verb: string, value: unknown, precision: number): string {
  switch (verb) {
    case 's':
      return words(value);
    case 'd':
      if (typeof value === 'bigint') return String(value);
      if (typeof value === 'number') return String(value);
      break;
    case 'f':
      if (isNumeric(value)) return Number(value).toFixed(precision);
      break;
    case 'e':
      // Go writes an exponent of at least two digits.
      if (isNumeric(value))
        return Number(value)
          .toExponential(precision)
          .replace(/e([+-])(\d)$/, 'e$10$2');
      break;
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0';
      if (typeof value === 'bigint') return value.toString(2);
      break;
    case 'o':
      if (typeof value === 'bigint') return value.toString(8);
      break;
    case 'x':
    case 'X': {
      const hex = hexOf(value);
      if (hex !== undefined) return verb === 'X' ? hex.toUpperCase() : hex;
      break;
    }
  }
  throw new Error(`%${verb} can't show ${words(value)}`);
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function hexOf(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString(16);
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : undefined;
}

function words(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(words).join(', ')}]`;
  if (value instanceof Map)
    return `{${[...value]
      .map(([name, member]) => `${words(name)}: ${words(member)}`)
      .sort()
      .join(', ')}}`;
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return String(value);
}
