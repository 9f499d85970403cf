// Field paths are read as Crossplane reads them, and followed through schemas.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { follow, parseFieldPath } from '../../../scripts/check/crossplane/field-path.ts';
import type { StructuralSchema } from '../../../scripts/check/schema/structural.ts';

const good: [string, unknown[]][] = [
  ['spec.region', ['spec', 'region']],
  ['spec.items[0].name', ['spec', 'items', 0, 'name']],
  ['spec.items[*].name', ['spec', 'items', '*', 'name']],
  [
    'metadata.annotations[crossplane.io/external-name]',
    ['metadata', 'annotations', 'crossplane.io/external-name'],
  ],
  ['metadata.labels["a.b"]', ['metadata', 'labels', 'a.b']],
];
for (const [path, steps] of good) test(path, () => assert.equal(parseFieldPath(path), steps));
for (const path of ['', 'a[', 'a]', 'a[]', 'a[b[c]]'])
  test(`"${path}" is none`, () => assert.is(parseFieldPath(path), undefined));

const schema: StructuralSchema = {
  type: 'object',
  required: ['a'],
  properties: {
    a: { type: 'object', required: ['b'], properties: { b: { type: 'string' }, c: { $ref: 'shared' } } },
    list: { type: 'array', items: { type: 'object', properties: { x: { type: 'integer' } } } },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};
const room = { schema, definitions: { shared: { type: 'boolean' } } };
const places: [string, string][] = [
  ['a.b', 'there string required'],
  ['a.c', 'there boolean'],
  ['list[0].x', 'there integer'],
  ['list[*].x', 'there integer'],
  ['map[any.thing]', 'there string'],
  ['open.any.thing', 'anywhere'],
  ['a.d', 'nowhere d of b, c'],
  ['list.x', 'nowhere x of '],
  ['a.b.c', 'nowhere c of '],
];
for (const [path, expected] of places) {
  test(`${path} leads ${expected}`, () => {
    const place = follow(room, parseFieldPath(path) ?? [], path);
    const shown =
      place.leads === 'there'
        ? `there ${place.schema.type}${place.required ? ' required' : ''}`
        : place.leads === 'nowhere'
          ? `nowhere ${place.at} of ${place.accepted.join(', ')}`
          : 'anywhere';
    assert.is(shown, expected);
  });
}

test.run();
