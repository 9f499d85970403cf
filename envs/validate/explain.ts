// Turns one violation of the schema into words: what is wrong, why it matters, what is accepted.
import type { ErrorObject } from 'ajv';
import { acceptedBy } from '../schema/accepted.ts';
import { type FieldSchema, isRecord, variantOf } from '../schema/field-schema.ts';
import { cidrFault } from './cidr-fault.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Explanation, missingField, unknownField, unknownVariant } from './explain-fields.ts';
import { locate } from './path.ts';
import { counted, kindOf, show } from './show.ts';

/** Explains one error that ajv has with `data`, which was validated against the schema `root`. */
export function explain(error: ErrorObject, data: unknown, root: FieldSchema): Explanation {
  const { path, schema, value } = locate(error.instancePath, data, root);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(
        path,
        String(error.params.additionalProperty),
        schema,
        fieldsOf(schema, value),
        root,
      );
    case 'required':
      return missingField(path, String(error.params.missingProperty), fieldsOf(schema, value));
    case 'discriminator':
      return unknownVariant(path, String(error.params.tag), error.params.tagValue, schema);
    default:
      return { path, ...explainValue(error, path, schema, value) };
  }
}

/** The fields of a section, or of the variant of a union that `value` is. */
function fieldsOf(schema: FieldSchema, value: unknown): Record<string, FieldSchema> {
  const variant = schema.oneOf && isRecord(value) ? variantOf(schema, value) : schema;
  return variant?.properties ?? {};
}

function explainValue(
  error: ErrorObject,
  path: string,
  schema: FieldSchema,
  value: unknown,
): Omit<Explanation, 'path'> {
  const because = (why: string) => ({
    why: schema.why ?? why,
    fix: `Use ${acceptedBy(schema)}.`,
    unreadable: false,
  });
  switch (error.keyword) {
    case 'type':
      return wrongType(schema, value);
    case 'enum':
      return {
        ...because('Nothing else has a meaning here.'),
        rule: 'unknown-value',
        what: `${show(value)} is not an accepted value.`,
        fix: `${didYouMean(value, schema.enum ?? [])}Accepted: ${acceptedBy(schema)}.`,
        unreadable: true,
      };
    case 'minimum':
    case 'maximum':
      return {
        ...because('The limit catches a digit too many or too few.'),
        rule: 'out-of-range',
        // Inside a list the other items still want to be judged.
        unreadable: !path.includes('['),
        what: `${show(value)} is too ${error.keyword === 'minimum' ? 'small' : 'large'}.`,
      };
    case 'pattern':
      return {
        ...because('AWS or Kubernetes refuses any other form.'),
        rule: 'wrong-form',
        what: `${show(value)} does not have the accepted form.`,
      };
    case 'format':
      return {
        ...because('AWS refuses any other form.'),
        rule: 'wrong-form',
        ...cidrFault(String(value)),
      };
    case 'minLength':
    case 'maxLength':
      return {
        ...because('The text is shown where there is room for so much.'),
        rule: 'wrong-form',
        what: `${show(value)} has ${counted(String(value).length, 'character')}.`,
      };
    case 'minItems':
    case 'maxItems':
      return {
        ...because('Fewer or more have no meaning here.'),
        rule: 'wrong-count',
        what: `The list has ${counted(Array.isArray(value) ? value.length : 0, 'item')}.`,
      };
    case 'uniqueItems':
      return {
        ...because(''),
        rule: 'duplicate-item',
        what: `Items ${error.params.j} and ${error.params.i} are equal.`,
        why: 'An item counts once: the second one says nothing, or was meant to say something else.',
      };
    default:
      return {
        ...because('The schema asks for it.'),
        rule: 'invalid',
        what: `${show(value)} ${error.message ?? 'is refused'}.`,
        unreadable: true,
      };
  }
}

function wrongType(schema: FieldSchema, value: unknown): Omit<Explanation, 'path'> {
  const expected = schema.properties
    ? `an object with the fields ${Object.keys(schema.properties).join(', ')}`
    : (acceptedBy(schema) ?? kindNames[schema.type ?? '']);
  const found = value === null || value === undefined ? `${value} is` : `${show(value)} is ${kindOf(value)},`;
  return {
    rule: 'wrong-type',
    what: `${found} not ${kindNames[schema.type ?? ''] ?? schema.type}.`,
    why: 'Everything that reads this field relies on its type.',
    fix: `Use ${expected}.`,
    unreadable: true,
  };
}

const kindNames: Record<string, string> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};
