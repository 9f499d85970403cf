// Makes random specs within a cloud API's JSON Schema.

import fc from 'fast-check';
import { type Fields, fieldsAt, isFields, listAt } from '../lib/json.ts';

type Rule = { holds(value: unknown): boolean };

/** Specs that the XRD takes; fields with a default are there, as the API server would have filled them in. */
export function specsWithin(schema: object): fc.Arbitrary<unknown> {
  const arbitrary = withoutRules(fieldsAt(schema));
  const rules = listAt(schema, 'rules').filter(isRule);
  return rules.length === 0
    ? arbitrary
    : arbitrary.filter((value) => rules.every((rule) => rule.holds(value)));
}

function withoutRules(schema: Fields): fc.Arbitrary<unknown> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'string':
      return strings(schema);
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 100_000) });
    case 'number':
      return fc.integer({
        min: Math.ceil(Number(schema.minimum ?? 0)),
        max: Math.floor(Number(schema.maximum ?? 100_000)),
      });
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const bounds = {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(Number(schema.maxItems ?? 4), 6),
      };
      const items = specsWithin(fieldsAt(schema, 'items'));
      return schema.uniqueItems
        ? fc.uniqueArray(items, { ...bounds, selector: (item) => JSON.stringify(item) })
        : fc.array(items, bounds);
    }
    case 'object':
      return objects(schema);
    default:
      throw new Error(`no random value for the schema ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

// Letters that YAML, JSON, Go's formats and regular expressions treat in their own ways.
const awkward = fc.constantFrom('%', '%s', '%%', '"', '\\', '\n', '$', '*', 'é', '$(x)', ' ', "'", '{', '}');

function strings(schema: Fields): fc.Arbitrary<string> {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Math.min(Number(schema.maxLength ?? 40), 60);
  const pattern = schema.pattern;
  if (typeof pattern === 'string') {
    const limit = Number(schema.maxLength ?? Number.POSITIVE_INFINITY);
    return fc
      .stringMatching(new RegExp(pattern), { size: 'xsmall' })
      .filter((text) => text.length <= limit && text.length >= minLength && !/[^ -~]/.test(text));
  }
  const plain = fc.string({ minLength, maxLength });
  const odd = fc.array(fc.oneof(awkward, fc.string({ minLength: 1, maxLength: 5 })), {
    minLength: 1,
    maxLength: 6,
  });
  return fc.oneof(
    plain,
    odd.map((parts) => parts.join('').slice(0, maxLength)).filter((text) => text.length >= minLength),
  );
}

function objects(schema: Fields): fc.Arbitrary<unknown> {
  const properties = fieldsAt(schema, 'properties');
  const names = Object.keys(properties);
  if (names.length === 0 && isFields(schema.additionalProperties)) {
    const values = specsWithin(schema.additionalProperties);
    const keys = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_./-]{0,10}$/);
    return fc.dictionary(keys, values, {
      minKeys: Number(schema.minProperties ?? 0),
      maxKeys: 4,
      noNullPrototype: true,
    });
  }
  const required = listAt(schema, 'required');
  const always = names.filter(
    (name) => required.includes(name) || fieldsAt(properties, name).default !== undefined,
  );
  const model = Object.fromEntries(names.map((name) => [name, specsWithin(fieldsAt(properties, name))]));
  return fc.record(model, { requiredKeys: always, noNullPrototype: true });
}

function isRule(value: unknown): value is Rule {
  return isFields(value) && typeof value.holds === 'function';
}
