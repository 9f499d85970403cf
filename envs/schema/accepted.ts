// Says in words what a field accepts: for the editor help, and for the message when a value breaks it.
import type { FieldSchema } from './field-schema.ts';

/** A number as people write it: 65,536. Fixed to one locale, so that messages don't depend on the machine. */
export function inWords(value: number): string {
  return Math.abs(value) < 10_000
    ? String(value)
    : value.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

/** What a field accepts, for example `20 to 65,536 GiB`; undefined when its type says it all. */
export function acceptedBy(schema: FieldSchema): string | undefined {
  if (schema.accepted) return schema.accepted;
  if (schema.enum) return withUnit(schema.enum.map((value) => JSON.stringify(value)).join(', '), schema);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.oneOf) return acceptedVariants(schema);
  switch (schema.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return withUnit(range(schema.minimum, schema.maximum, 'a whole number'), schema);
    case 'string':
      return textLength(schema);
    case 'array':
      return itemCount(schema);
    default:
      return undefined;
  }
}

/** The words that the discriminator of a union accepts. */
function acceptedVariants({ oneOf = [], discriminator }: FieldSchema): string {
  const field = discriminator?.propertyName ?? '';
  const words = oneOf.map((variant) => JSON.stringify(variant.properties?.[field]?.const));
  return `${field}: ${words.join(' or ')}`;
}

function range(minimum: number | undefined, maximum: number | undefined, otherwise: string): string {
  if (minimum !== undefined && minimum === maximum) return inWords(minimum);
  if (minimum !== undefined && maximum !== undefined) return `${inWords(minimum)} to ${inWords(maximum)}`;
  if (minimum !== undefined) return `${inWords(minimum)} or more`;
  if (maximum !== undefined) return `${inWords(maximum)} or less`;
  return otherwise;
}

function withUnit(words: string, { unit }: FieldSchema): string {
  return unit ? `${words} ${unit}` : words;
}

function textLength({ minLength, maxLength }: FieldSchema): string {
  if (minLength === undefined && maxLength === undefined) return 'a text';
  return `a text of ${range(minLength, maxLength, '')} characters`;
}

function itemCount({ minItems, maxItems, uniqueItems }: FieldSchema): string | undefined {
  const count = range(minItems, maxItems, '');
  if (!count && !uniqueItems) return undefined;
  const items = minItems === 1 && maxItems === 1 ? 'item' : 'items';
  return ['a list of', count, uniqueItems ? 'different' : '', items].filter(Boolean).join(' ');
}
