// Checks the limits of one value: enum, pattern, format, ranges, lengths and counts.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { show } from '../../../envs/validate/show.ts';
import { sameJson } from './equal.ts';
import { missedFormat } from './formats.ts';
import { type Complaint, countOf, notAccepted, outOfRange, wrongFormat, wrongPattern } from './problem.ts';
import type { Shape } from './shape.ts';

/** Calls `complain` for every limit of the shape that the value breaks. The value has the right type. */
export function checkLimits(shape: Shape, value: unknown, complain: (complaint: Complaint) => void): void {
  const { schema } = shape;
  if (schema.enum && !isAccepted(shape, value)) complain(notAccepted(schema.enum, value));
  const example =
    formatOf(shape) === undefined ? undefined : missedFormat({ format: formatOf(shape) }, value);
  if (example) complain(wrongFormat(value, example));
  if (typeof value === 'string') checkText(shape, value, complain);
  else if (typeof value === 'number') checkNumber(shape, value, complain);
  else if (Array.isArray(value))
    checkCount(value.length, 'entry', schema.minItems, schema.maxItems, complain);
  else if (isRecord(value)) {
    const { minProperties, maxProperties } = schema;
    if (minProperties === undefined && maxProperties === undefined) return;
    checkCount(Object.keys(value).length, 'field', minProperties, maxProperties, complain);
  }
}

/** Only what Go reads into a number of 32 or 64 bits has to fit: the server does not check these formats of CRDs. */
function formatOf({ schema, native, intOrString }: Shape): string | undefined {
  if (native && intOrString) return 'int32';
  return native || !schema.format?.startsWith('int') ? schema.format : undefined;
}

function isAccepted({ enumSet, schema, native }: Shape, value: unknown): boolean {
  // A native kind takes the empty text for "not given".
  if (native && value === '') return true;
  if (enumSet) return enumSet.has(value);
  return schema.enum?.some((accepted) => sameJson(accepted, value)) ?? true;
}

function checkText({ schema, pattern }: Shape, text: string, complain: (complaint: Complaint) => void): void {
  if (pattern && !pattern.test(text)) complain(wrongPattern(schema.pattern ?? '', text));
  const { minLength, maxLength } = schema;
  if (minLength === undefined && maxLength === undefined) return;
  // Go counts characters where JavaScript counts halves of some.
  const length =
    text.length > (minLength ?? 0) * 2 && text.length <= (maxLength ?? Infinity)
      ? text.length
      : [...text].length;
  if (length < (minLength ?? 0) || length > (maxLength ?? Infinity))
    complain(outOfRange(`${show(text)} has ${countOf(length, 'character')}`, minLength, maxLength));
}

function checkNumber({ schema }: Shape, value: number, complain: (complaint: Complaint) => void): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const small = minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum);
  const large = maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum);
  if (small || large) {
    const { rule } = outOfRange('', minimum, maximum);
    const bounds = [
      ...(minimum === undefined ? [] : [`${exclusiveMinimum ? 'more than' : 'at least'} ${minimum}`]),
      ...(maximum === undefined ? [] : [`${exclusiveMaximum ? 'less than' : 'at most'} ${maximum}`]),
    ];
    complain({
      rule,
      what: `${value} is too ${small ? 'small' : 'large'}`,
      fix: `Accepted: ${bounds.join(' and ')}.`,
    });
  }
  if (multipleOf !== undefined && !Number.isInteger(Number((value / multipleOf).toPrecision(12))))
    complain({
      rule: 'schema/out-of-range',
      what: `${value} is no multiple of ${multipleOf}`,
      fix: `Accepted: multiples of ${multipleOf}.`,
    });
}

function checkCount(
  count: number,
  noun: string,
  min: number | undefined,
  max: number | undefined,
  complain: (complaint: Complaint) => void,
): void {
  if (count < (min ?? 0) || count > (max ?? Infinity))
    complain(outOfRange(`there ${count === 1 ? 'is' : 'are'} ${countOf(count, noun)}`, min, max));
}
