// The printed types of an environment are those of the schema.
import { readFileSync } from 'node:fs';
import type { Static } from 'typebox';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { EnvironmentDescription, EnvironmentInput, Hub } from '../../envs/environment.ts';
import { environmentSchema } from '../../envs/schema/environment.ts';
import type { FieldSchema } from '../../envs/schema/field-schema.ts';
import { hubSchema } from '../../envs/schema/hub.ts';
import { printTypes } from '../../envs/schema/print-types.ts';

/** Two types have one probe when the compiler may exchange them in any place. */
type Probe<T> = <Other>() => Other extends T ? 1 : 2;
type Same<A, B> = Probe<A> extends Probe<B> ? true : false;

/** Resolves every mapped and inferred type inside, so that spelling does not count. */
type Plain<T> = T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T;

// These lines don't compile when envs/environment.ts says something else than the schema.
const isPrintedFromSchema: Same<
  Plain<EnvironmentDescription>,
  Plain<Static<typeof environmentSchema>>
> = true;
const hubIsPrintedFromSchema: Same<Plain<Hub>, Plain<Static<typeof hubSchema>>> = true;
const resolvedIsValidInput: EnvironmentDescription extends EnvironmentInput ? true : false = true;
const inputLacksDefaults: EnvironmentInput extends EnvironmentDescription ? true : false = false;
const missingFieldShows: Same<{ a: string }, { a?: string }> = false;

const printed = readFileSync(new URL('../../envs/environment.ts', import.meta.url), 'utf8');

/** Fails with the remedy when the committed types are not those of the schema. */
function assertCurrent(schema: FieldSchema): void {
  if (printTypes(schema, hubSchema) === printed) return;
  throw new Error('envs/environment.ts is stale. Run "npm run generate:types" and commit the file.');
}

test('the compiler agrees that printed and inferred types are one', () => {
  assert.ok(
    hubIsPrintedFromSchema &&
      isPrintedFromSchema &&
      resolvedIsValidInput &&
      !inputLacksDefaults &&
      !missingFieldShows,
  );
});

test('envs/environment.ts is current', () => {
  assertCurrent(environmentSchema);
});

test('a change of the schema makes envs/environment.ts stale, and the message says what to do', () => {
  const changedSchema: FieldSchema = { ...environmentSchema, description: 'Something else.' };
  assert.throws(() => assertCurrent(changedSchema), /stale\. Run "npm run generate:types"/);
});

const example: FieldSchema = {
  type: 'object',
  tsName: 'Example',
  description: 'An example. It ends no comment early: */.',
  required: ['size', 'source'],
  properties: {
    size: {
      type: 'integer',
      minimum: 1,
      maximum: 5,
      unit: 'GiB',
      description: 'Size.',
      why: 'More breaks.',
      default: 3,
      source: 'decision: enough',
    },
    source: {
      description: 'Where from.',
      discriminator: { propertyName: 'kind' },
      oneOf: [
        {
          type: 'object',
          tsName: 'Git',
          description: 'Git.',
          required: ['kind'],
          properties: { kind: { type: 'string', const: 'git', description: 'From git.' } },
        },
        {
          type: 'object',
          tsName: 'Disk',
          description: 'Disk.',
          required: ['kind', 'path'],
          properties: {
            kind: { type: 'string', const: 'disk', description: 'From disk.' },
            path: { type: 'string', description: 'Path.', default: '/', source: 'decision: all of it' },
          },
        },
      ],
    },
    tags: { type: 'array', description: 'Tags.', items: { enum: ['a', 'b'] } },
  },
};

test('a section becomes an interface whose fields carry their documentation', () => {
  assert.match(
    printTypes(example),
    `
/** An example. It ends no comment early: *\\/. */
export interface Example {
  /**
   * Size.
   *
   * Accepted: 1 to 5 GiB. More breaks.
   *
   * Default: \`3\` (decision: enough).
   */
  size: number;
  /**
   * Where from.
   *
   * Accepted: kind: "git" or "disk".
   */
  source: Git | Disk;
  /** Tags. */
  tags?: ('a' | 'b')[];
}`,
  );
});

test('in the input a field with a default may be left out, and only sections with defaults get a second type', () => {
  const text = printTypes(example);
  assert.match(text, 'export interface ExampleInput {');
  assert.match(text, '  size?: number;');
  assert.match(text, '  source: Git | DiskInput;');
  assert.match(text, '  path?: string;');
  assert.not.match(text, 'GitInput');
});

test('two sections of one name and different fields are refused', () => {
  const one = { type: 'object', tsName: 'Twin', description: 'Twin.', required: [], properties: {} };
  const other = { ...one, properties: { x: { type: 'string', description: 'X.' } } };
  const schema = { ...one, tsName: 'Parent', required: ['a', 'b'], properties: { a: one, b: other } };
  assert.throws(() => printTypes(schema), /Two sections named Twin/);
});

test.run();
