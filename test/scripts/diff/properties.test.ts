// What must hold for any two values: equal is empty, order and spelling are nothing, and the changes lead to the other.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isMapping } from '../../../scripts/diff/compare/canonical.ts';
import { compareValues } from '../../../scripts/diff/compare/manifests.ts';
import { readObjects } from '../../../scripts/diff/read-objects.ts';
import { applyChanges } from './apply-changes.ts';

/** Fields with a rule of their own, and some without. */
const names = [
  'containers',
  'env',
  'ports',
  'args',
  'tolerations',
  'verbs',
  'initContainers',
  'requests',
  'interval',
  'name',
  'value',
  'containerPort',
  'key',
  'effect',
  'Statement',
  'Action',
  'Sid',
  'Effect',
  'policy',
  'patches',
  'toFieldPath',
  'x y',
  'a.b',
];
const scalar = fc.oneof(
  fc.constantFrom('a', 'b', '1', '1000m', '60s', '1m', '', '$(A)', 'x=y', 'a]b', '"', 'true'),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
    tie('value').map((inner) => JSON.stringify([inner])),
  ),
}));
const anyObject = fc.dictionary(fc.constantFrom(...names), anyValue, { maxKeys: 5 });

test('a value does not differ from itself', () => {
  fc.assert(fc.property(anyObject, (a) => assert.equal(compareValues(a, structuredClone(a), 'Thing'), [])));
});

test('applying the changes of a to b gives b', () => {
  fc.assert(
    fc.property(anyObject, anyObject, (a, b) => {
      const changes = compareValues(a, b, 'Thing');
      assert.equal(compareValues(applyChanges(a, changes), b, 'Thing'), []);
    }),
    { numRuns: 2000 },
  );
});

test('applying the changes of one manifest of the tree to its sibling gives the sibling', () => {
  const tree = new URL('../../../generated/', import.meta.url);
  let pairs = 0;
  for (const application of readdirSync(new URL('dev/', tree))) {
    for (const file of readdirSync(new URL(`dev/${application}/`, tree))) {
      const [from, to] = ['dev', 'prod'].map((environment) => {
        const path = `${environment}/${application}/${file}`;
        try {
          return readObjects(path, readFileSync(new URL(path, tree)), path).objects[0]?.manifest;
        } catch {
          return undefined;
        }
      });
      if (!from || !to) continue;
      pairs++;
      const changes = compareValues(from, to, to.kind);
      assert.equal(compareValues(applyChanges(from, changes), to, to.kind), [], file);
    }
  }
  assert.ok(pairs > 200, `${pairs} pairs`);
});

const unorderedLists = new Set(['containers', 'tolerations', 'verbs', 'Action', 'patches']);

test('order of keys, order of sets and formatting are no change', () => {
  const variants = fc.tuple(anyObject, fc.boolean(), fc.integer({ min: -1, max: 4 }));
  fc.assert(
    fc.property(variants, ([spec, sortKeys, flowLevel]) => {
      const manifest = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec };
      const text = dump(reversed(manifest), { sortKeys, flowLevel, lineWidth: 40 });
      const [read] = readObjects('a/b/c.yaml', Buffer.from(text), 'c.yaml').objects;
      assert.equal(compareValues(manifest, read?.manifest, 'Thing'), []);
    }),
    { numRuns: 500 },
  );
});

/** Everything whose order means nothing, the other way round. */
function reversed(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reversed(item, field));
    return unorderedLists.has(field) ? items.reverse() : items;
  }
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner, name)]),
  );
}

test.run();
