// Turns one violation of the schema into words: what is wrong, why it matters, what is accepted.
import type { ErrorObject } from 'ajv';
import { acceptedBy } from '../schema/accepted.ts';
import { environmentSchema } from '../schema/environment.ts';
import { type FieldSchema, isRecord, variantOf } from '../schema/field-schema.ts';
import { cidrFault } from './cidr-fault.ts';
import { didYouMean } from './did-you-mean.ts';
import { fieldPath, locate } from './path.ts';
import { kindOf, show } from './show.ts';

/** A violation in words, and where it is. */
export interface Explanation {
  rule: string;
  path: string;
  what: string;
  why: string;
  fix: string;
  /** The value is not what its TypeScript type says, so no rule may read it. */
  breaksType: boolean;
}

/** Explains one error that ajv has with `data`, which was validated against the environment schema. */
export function explain(error: ErrorObject, data: unknown): Explanation {
  const { path, schema, value } = locate(error.instancePath, data, environmentSchema);
  const field = (rule: string, what: string, why: string, breaksType = false): Explanation => {
    return {
      rule: `environment/${rule}`,
      path,
      what,
      why: schema.why ?? why,
      fix: useAccepted(schema),
      breaksType,
    };
  };
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(path, String(error.params.additionalProperty), fieldsOf(schema, value));
    case 'required':
      return missingField(path, String(error.params.missingProperty), fieldsOf(schema, value));
    case 'discriminator':
      return unknownVariant(path, String(error.params.tag), error.params.tagValue, schema);
    case 'type':
      return {
        ...field(
          'wrong-type',
          `${show(value)} is ${kindOf(value)}.`,
          'Everything that reads this field relies on its type.',
          true,
        ),
        fix: `Use ${expectedType(schema)}.`,
      };
    case 'enum':
      return {
        ...field(
          'unknown-value',
          `${show(value)} is not an accepted value.`,
          'Nothing else has a meaning here.',
          true,
        ),
        fix: `${didYouMean(value, schema.enum ?? [])}Accepted: ${acceptedBy(schema)}.`,
      };
    case 'minimum':
      return field('out-of-range', `${show(value)} is too small.`, 'A smaller number makes no sense here.');
    case 'maximum':
      return field('out-of-range', `${show(value)} is too large.`, 'The limit catches a digit too many.');
    case 'pattern':
      return field(
        'wrong-form',
        `${show(value)} does not have the accepted form.`,
        'AWS or Kubernetes refuses it.',
      );
    case 'format':
      return { ...field('wrong-form', '', 'AWS refuses it.'), ...cidrFault(String(value)) };
    case 'minLength':
    case 'maxLength':
      return field(
        'wrong-form',
        `${show(value)} has ${String(value).length} characters.`,
        'The text is meant to be read by people.',
      );
    case 'minItems':
    case 'maxItems':
      return field('wrong-count', `The list has ${counted(value)}.`, 'Fewer or more have no meaning here.');
    case 'uniqueItems':
      return field(
        'duplicate-item',
        `Items ${error.params.j} and ${error.params.i} are equal.`,
        'An item counts once.',
      );
    default:
      return field(
        'invalid',
        `${show(value)} is refused: ${error.message}.`,
        'The schema asks for it.',
        true,
      );
  }
}

/** The fields of a section, or of the variant of a union that `value` is. */
function fieldsOf(schema: FieldSchema, value: unknown): Record<string, FieldSchema> {
  const variant = schema.oneOf && isRecord(value) ? variantOf(schema, value) : schema;
  return variant?.properties ?? {};
}

function unknownField(parent: string, name: string, known: Record<string, FieldSchema>): Explanation {
  const fields = Object.keys(known);
  return {
    rule: 'environment/unknown-field',
    path: fieldPath(parent, name),
    what: `There is no field ${show(name)} here.`,
    why: 'Nothing reads it, so what it asks for would silently not happen.',
    fix: `${didYouMean(name, fields)}Fields here: ${fields.join(', ')}.`,
    breaksType: false,
  };
}

function missingField(parent: string, name: string, known: Record<string, FieldSchema>): Explanation {
  const missing = known[name] ?? {};
  const accepted = acceptedBy(missing) ?? (missing.properties ? fieldList(missing) : undefined);
  return {
    rule: 'environment/missing-field',
    path: fieldPath(parent, name),
    what: 'The field is missing.',
    why: `It has no default: ${missing.description ?? ''}`,
    fix: accepted ? `Add it: ${accepted}.` : 'Add it.',
    breaksType: true,
  };
}

function unknownVariant(parent: string, tag: string, value: unknown, schema: FieldSchema): Explanation {
  const words = (schema.oneOf ?? []).map((variant) => variant.properties?.[tag]?.const ?? '');
  const missing = value === undefined;
  return {
    rule: missing ? 'environment/missing-field' : 'environment/unknown-value',
    path: fieldPath(parent, tag),
    what: missing ? 'The field is missing.' : `${show(value)} is not an accepted value.`,
    why: schema.why ?? 'It decides which other fields there are.',
    fix: `${didYouMean(value, words)}Accepted: ${words.map(show).join(', ')}.`,
    breaksType: true,
  };
}

function useAccepted(schema: FieldSchema): string {
  return `Use ${acceptedBy(schema)}.`;
}

function expectedType(schema: FieldSchema): string {
  if (schema.properties) return `an object with ${fieldList(schema)}`;
  return acceptedBy(schema) ?? `a ${schema.type}`;
}

function fieldList(schema: FieldSchema): string {
  return `the fields ${Object.keys(schema.properties ?? {}).join(', ')}`;
}

function counted(value: unknown): string {
  const count = Array.isArray(value) ? value.length : 0;
  return count === 1 ? '1 item' : `${count} items`;
}
