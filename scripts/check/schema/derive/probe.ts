// Asks a validator of the typed models for the limits of each value: it is shown wrong values and says why.
import type { StructuralSchema } from '../structural.ts';

/** One complaint of a validator, as ajv writes it. */
interface Complaint {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A validator of the typed models. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly Complaint[] | null;
}

/** A value around a value, and the place of the inner one as a JSON pointer. */
interface Setting {
  readonly wrap: (value: unknown) => unknown;
  readonly pointer: string;
}

/** The schema with the limits that the validator has for its values. `source` is the code of the validator. */
export function withLimits(schema: StructuralSchema, validate: Validator, source: string): StructuralSchema {
  const has = (keyword: string) => source.includes(`keyword:"${keyword}"`);
  const counts = {
    lists: has('minItems') || has('maxItems'),
    maps: has('minProperties') || has('maxProperties'),
  };
  // Long texts take long: each one is matched against the pattern.
  const oddText = odd.repeat(has('maxLength') ? longest : 1);
  return probe(schema, { wrap: (value) => value, pointer: '' }, { validate, oddText, ...counts });
}

interface Probe {
  readonly validate: Validator;
  readonly oddText: string;
  /** Counts are asked for only where there are some: it takes large values. */
  readonly lists: boolean;
  readonly maps: boolean;
}

function probe(schema: StructuralSchema, setting: Setting, asked: Probe): StructuralSchema {
  const ask = (...values: unknown[]) => limitsFor(values, setting, asked.validate);
  if (schema.$ref !== undefined) return schema;
  if (schema['x-kubernetes-int-or-string']) return { ...schema, ...ask('', asked.oddText) };
  switch (schema.type) {
    case 'string':
      return { ...schema, ...ask('', asked.oddText) };
    case 'number':
      return { ...schema, ...ask(0.5, 1e300, -1e300) };
    case 'array': {
      const items =
        schema.items &&
        probe(
          schema.items,
          inner(setting, '0', (value) => [value]),
          asked,
        );
      const limits = asked.lists
        ? ask(
            [],
            Array.from({ length: manyItems }, () => null),
          )
        : {};
      return { ...schema, ...limits, ...(items && { items }) };
    }
    case 'object':
      return probeObject(schema, setting, asked);
    default:
      return schema;
  }
}

function probeObject(schema: StructuralSchema, setting: Setting, asked: Probe): StructuralSchema {
  const many = Object.fromEntries(Array.from({ length: manyItems }, (_, index) => [`key-${index}`, null]));
  const limits = asked.maps ? limitsFor([{}, many], setting, asked.validate) : {};
  const rest = schema.additionalProperties;
  const values =
    typeof rest === 'object'
      ? probe(
          rest,
          inner(setting, 'key', (value) => ({ key: value })),
          asked,
        )
      : rest;
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    probe(
      field,
      inner(setting, name, (value) => ({ [name]: value })),
      asked,
    ),
  ]);
  return {
    ...schema,
    ...limits,
    ...(values !== undefined && { additionalProperties: values }),
    ...(schema.properties && { properties: Object.fromEntries(properties) }),
  };
}

/** No pattern, format or list of values accepts it. */
const odd = '\u0001';
/** Longer than any text that a model limits. */
const longest = 70_000;
const manyItems = 5_000;

function inner(outer: Setting, name: string, hold: (value: unknown) => unknown): Setting {
  return {
    wrap: (value) => outer.wrap(hold(value)),
    pointer: `${outer.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  };
}

/** What the validator says of any of the values, as keywords of a schema. */
function limitsFor(
  values: readonly unknown[],
  { wrap, pointer }: Setting,
  validate: Validator,
): StructuralSchema {
  const limits: Record<string, unknown> = {};
  for (const value of values) {
    validate(wrap(value));
    for (const { instancePath, keyword, params } of validate.errors ?? []) {
      if (instancePath === pointer) Object.assign(limits, limitOf(keyword, params));
    }
  }
  return limits;
}

function limitOf(keyword: string, params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  switch (keyword) {
    case 'type':
      return params.type === 'integer' ? { type: 'integer' } : {};
    case 'enum':
      return { enum: params.allowedValues };
    case 'pattern':
      return { pattern: params.pattern };
    case 'format':
      return { format: params.format };
    case 'minimum':
    case 'maximum':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return { [keyword]: params.limit };
    default:
      return {};
  }
}
