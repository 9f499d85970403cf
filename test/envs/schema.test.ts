// Every field of an environment is documented, and every constraint has its reason.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { acceptedBy } from '../../envs/schema/accepted.ts';
import { environmentSchema } from '../../envs/schema/environment.ts';
import type { FieldSchema } from '../../envs/schema/field-schema.ts';

/** Every field, with its path. */
function fieldsOf(schema: FieldSchema, path = ''): { path: string; field: FieldSchema }[] {
  const below = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    path: `${path}.${name}`,
    field,
  }));
  if (schema.items) below.push({ path: `${path}[]`, field: schema.items });
  for (const variant of schema.oneOf ?? []) below.push({ path: `${path}|`, field: variant });
  return below.flatMap(({ path: here, field }) => [{ path: here, field }, ...fieldsOf(field, here)]);
}

const fields = fieldsOf(environmentSchema);

function pathsWhere(isWrong: (field: FieldSchema) => boolean): string[] {
  return fields.filter(({ field }) => isWrong(field)).map(({ path }) => path);
}

test('there are fields to check', () => {
  assert.ok(fields.length > 100);
});

test('every field has a description', () => {
  assert.equal(
    pathsWhere(({ description }) => !description),
    [],
  );
});

test('every number has a unit, and limits on both sides', () => {
  const counted = fields.filter(({ path }) => !/version/i.test(path));
  assert.equal(
    counted.filter(({ field }) => field.type === 'integer' && !field.unit).map(({ path }) => path),
    [],
  );
  assert.equal(
    pathsWhere(
      ({ type, minimum, maximum }) => type === 'integer' && (minimum === undefined || maximum === undefined),
    ),
    [],
  );
});

test('a unit in the name of a field is the unit of the field', () => {
  const units: Record<string, string> = {
    GiB: 'GiB',
    MiB: 'MiB',
    Days: 'days',
    Minutes: 'minutes',
    Seconds: 'seconds',
  };
  const wrong = fields.filter(({ path, field }) => {
    const ending = Object.keys(units).find((name) => path.endsWith(name));
    return ending && field.unit !== units[ending];
  });
  assert.equal(wrong, []);
});

test('every default says where it comes from', () => {
  assert.equal(
    pathsWhere((field) => field.default !== undefined && !field.source?.includes(': ')),
    [],
  );
});

test('every constraint says what goes wrong without it', () => {
  const keywords = [
    'enum',
    'pattern',
    'format',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'oneOf',
  ] as const;
  assert.equal(
    pathsWhere((field) => keywords.some((keyword) => field[keyword] !== undefined) && !field.why),
    [],
  );
});

test('no reader has to read a pattern', () => {
  assert.equal(
    pathsWhere(({ pattern, format, accepted }) => (pattern ?? format) !== undefined && !accepted),
    [],
  );
});

test('every object refuses unknown fields', () => {
  assert.equal(
    pathsWhere(
      ({ properties, additionalProperties }) => properties !== undefined && additionalProperties !== false,
    ),
    [],
  );
});

const words: [FieldSchema, string | undefined][] = [
  [{ type: 'integer', minimum: 20, maximum: 65_536, unit: 'GiB' }, '20 to 65,536 GiB'],
  [{ type: 'integer', minimum: 1 }, '1 or more'],
  [{ type: 'integer', maximum: 5 }, '5 or less'],
  [{ type: 'integer' }, 'a whole number'],
  [{ enum: [7, 14], unit: 'days' }, '7, 14 days'],
  [{ enum: ['a', 'b'] }, '"a", "b"'],
  [{ type: 'string', minLength: 10, maxLength: 20 }, 'a text of 10 to 20 characters'],
  [{ type: 'string' }, 'a text'],
  [{ type: 'string', pattern: '^x$', accepted: 'an x' }, 'an x'],
  [{ type: 'boolean' }, 'true or false'],
  [{ type: 'array', minItems: 1, maxItems: 3 }, 'a list of 1 to 3 items'],
  [{ type: 'array', minItems: 1, maxItems: 1 }, 'a list of 1 item'],
  [{ type: 'array', uniqueItems: true }, 'a list of different items'],
  [{ type: 'array' }, undefined],
  [{ type: 'object' }, undefined],
];

for (const [schema, expected] of words) {
  test(`${JSON.stringify(schema)} accepts ${expected}`, () => assert.is(acceptedBy(schema), expected));
}

test.run();
