// Words for what does not fit a schema: what is wrong, and what would be accepted.
import { didYouMean, nearest } from '../../../envs/validate/did-you-mean.ts';
import { counted, kindOf, show } from '../../../envs/validate/show.ts';
import type { Shape } from './shape.ts';
import type { SchemaProblem } from './source.ts';

/** A problem whose place is still to be said. */
export type Complaint = Omit<SchemaProblem, 'path'>;

/** Names that a message lists before it says how many more there are. */
const maxNames = 12;

/** A field that the schema does not have. `shape` is the object that it stands in. */
export function unknownField(name: string, shape: Shape): Complaint {
  const names = shape.fieldNames;
  const guess = nearest(name, names);
  const fix = guess
    ? `Did you mean ${show(guess)}?`
    : names.length === 0
      ? 'Remove it: no field is accepted here.'
      : `Remove it. Accepted here: ${listed(names)}.`;
  return { rule: 'schema/unknown-field', what: `unknown field ${show(name)}`, fix };
}

/** A field that must be there. `siblings` are the fields that are there, one of which may be a misspelling. */
export function missingField(name: string, shape: Shape, siblings: readonly string[]): Complaint {
  const guess = nearest(
    name,
    siblings.filter((sibling) => !shape.field(sibling)),
  );
  const fix = guess
    ? `Did you mean it with ${show(guess)}?`
    : `Add it: ${expected(shape.field(name)) ?? 'any value'}.`;
  return { rule: 'schema/missing-field', what: `required field ${show(name)} is missing`, fix };
}

/** A value of another type than the schema asks for. */
export function wrongType(shape: Shape, value: unknown): Complaint {
  const found = value === null ? 'null' : `${show(value)} is ${kindOf(value)}`;
  return {
    rule: 'schema/wrong-type',
    what: `${found}, not ${typeName(shape)}`,
    fix: `Use ${expected(shape)}.${quotesHint(shape, value)}`,
  };
}

/** A value that is none of those that the schema lists. */
export function notAccepted(accepted: readonly unknown[], value: unknown): Complaint {
  const words = accepted.filter((one) => typeof one === 'string' || typeof one === 'number');
  return {
    rule: 'schema/not-accepted',
    what: `${show(value)} is not accepted`,
    fix: `${didYouMean(value, words)}Accepted: ${accepted.map(show).join(', ')}.`,
  };
}

/** A number, a length or a count outside its range. */
export function outOfRange(what: string, min: number | undefined, max: number | undefined): Complaint {
  const range =
    min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `${min} to ${max}`;
  return { rule: 'schema/out-of-range', what, fix: `Accepted: ${range}.` };
}

/** A text that does not match its pattern. */
export function wrongPattern(pattern: string, value: string): Complaint {
  return {
    rule: 'schema/pattern',
    what: `${show(value)} does not have the accepted form`,
    fix: `It must match ${pattern}`,
  };
}

/** A text that does not follow its format. */
export function wrongFormat(value: unknown, example: string): Complaint {
  return { rule: 'schema/format', what: `${show(value)} is not ${example}`, fix: `Write ${example}.` };
}

/** Two entries of a list that count as the same. */
export function duplicateEntry(entry: string, first: number): Complaint {
  return {
    rule: 'schema/duplicate-entry',
    what: `${entry} is there twice: also as entry ${first}`,
    fix: 'Keep one of the two.',
  };
}

/** A value that fits none of several alternatives, or too many, or one that is forbidden. */
export function noAlternative(value: unknown, fix: string): Complaint {
  return { rule: 'schema/alternatives', what: `${show(value)} fits none of the accepted forms`, fix };
}

/** The words of a count, for example `3 entries`. */
export function countOf(count: number, noun: string): string {
  return noun === 'entry' && count !== 1 ? `${count} entries` : counted(count, noun);
}

function listed(names: readonly string[]): string {
  const more = names.length - maxNames;
  return more > 0 ? `${names.slice(0, maxNames).join(', ')} and ${more} more` : names.join(', ');
}

function typeName(shape: Shape): string {
  if (shape.intOrString) return 'a whole number or a text';
  return typeNames[shape.type ?? ''] ?? String(shape.type);
}

function expected(shape: Shape | undefined): string | undefined {
  if (!shape) return undefined;
  const { schema } = shape;
  if (schema.enum) return `one of ${schema.enum.map(show).join(', ')}`;
  if (shape.type === 'object' && shape.fieldNames.length > 0)
    return `an object with ${listed(shape.fieldNames)}`;
  if (shape.type === undefined && !shape.intOrString) return undefined;
  return typeName(shape);
}

function quotesHint(shape: Shape, value: unknown): string {
  if (shape.type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return ` In quotes: "${value}".`;
  if ((shape.type === 'integer' || shape.type === 'number') && isNumeric(value)) return ' Without quotes.';
  if (shape.type === 'boolean' && (value === 'true' || value === 'false')) return ' Without quotes.';
  return '';
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  quantity: 'a quantity such as 500m or 2Gi',
};
