// What counts as a Kubernetes object in plain JSON.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isManifest, jsonProblems } from '../../../scripts/generate/json.ts';

test('a manifest has apiVersion, kind and metadata.name', () => {
  assert.ok(isManifest({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }));
  for (const value of [
    undefined,
    'v1',
    {},
    { apiVersion: 'v1', kind: 'Pod' },
    { apiVersion: 'v1', kind: 'Pod', metadata: {} },
    { apiVersion: 1, kind: 'Pod', metadata: { name: 'x' } },
  ]) {
    assert.not.ok(isManifest(value));
  }
});

test('plain JSON has no problems, and absent fields are none', () => {
  assert.equal(jsonProblems({ a: [1, 'x', null, { b: undefined }], c: true }), []);
});

const problems: [unknown, string[]][] = [
  [{ spec: { replicas: Number.NaN } }, ['spec.replicas is NaN.']],
  [{ a: [1, Number.POSITIVE_INFINITY] }, ['a[1] is Infinity.']],
  [{ a: [undefined] }, ['a[0] is of type undefined.']],
  [{ a: () => 1 }, ['a is of type function.']],
  [{ a: { b: new Date(0) } }, ['a.b is an object of a class.']],
  [{ a: 1n, b: Symbol('x') }, ['a is of type bigint.', 'b is of type symbol.']],
  [{ data: { 'a\nb': 'x' } }, ['data has a key of several lines or of excessive length.']],
];

test('every value that JSON cannot carry is named with its field', () => {
  for (const [value, expected] of problems) assert.equal(jsonProblems(value), expected);
});

test.run();
