// Our layout of YAML is that of js-yaml, to the byte, for everything that JSON can carry.
import fc from 'fast-check';
import { dump, load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isSimpleKey, toYaml } from '../../../scripts/generate/yaml.ts';

const yamlUrl = new URL('../../../scripts/generate/yaml.ts', import.meta.url).href;
const tricky = [
  'on',
  'no',
  '1e3',
  '0o14',
  '012',
  '~',
  'null',
  '- a',
  'a: b',
  'x #y',
  '<<',
  '=',
  '2020-01-01',
  '',
];
const multiline = [
  '\n',
  '\n\n',
  ' a\nb',
  'a\n',
  'a\n\n',
  'a\n \nb',
  'a\r\nb',
  '\ta\nb',
  'b\n\n  c',
  'a\n\n\nb\n',
];
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[ a-z\n:#'"|>\-\t\\]*$/),
  fc.constantFrom(...tricky, ...multiline),
);
const key = text.filter(isSimpleKey);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const fields = fc.dictionary(key, json, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

/** js-yaml ends a document with "..." when its last line is part of a text; a file needs no such end. */
const dumpFile = (value: unknown) =>
  dump(value, { lineWidth: -1, noRefs: true }).replace(/\n\.\.\.\n$/, '\n');

test('any fields are laid out as js-yaml lays them out', () => {
  fc.assert(
    fc.property(fields, (value) => assert.is(toYaml(value), dumpFile(value))),
    { numRuns: 2000, seed: 20260 },
  );
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fields, (value) => assert.equal(load(toYaml(value)), value)),
    { numRuns: 500, seed: 20261 },
  );
});

test('fields that are undefined are left out', () => {
  assert.is(toYaml({ a: undefined, b: { c: undefined }, d: 1 }), 'b: {}\nd: 1\n');
});

test('a negative zero is zero, and does not spoil the zeros after it', async () => {
  // A module that remembers nothing yet.
  const fresh: { toYaml: typeof toYaml } = await import(`${yamlUrl}?fresh`);
  assert.is(fresh.toYaml({ a: -0, b: 0 }), 'a: 0\nb: 0\n');
});

test('long lines are not folded', () => {
  const line = 'word '.repeat(100).trim();
  assert.is(toYaml({ a: line }), `a: ${line}\n`);
});

test('a repeated object is written twice, never as an alias', () => {
  const shared = { x: 1 };
  assert.is(toYaml({ a: shared, b: shared }), 'a:\n  x: 1\nb:\n  x: 1\n');
});

test('keys of several lines are refused', () => {
  assert.throws(() => toYaml({ 'a\nb': 1 }), /"a\\nb" can't be a key/);
});

test.run();
