// The comparison of managed resources with their previews: strict, but for what servers add and what AWS must say first.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { differences, withoutAdditions } from '../conformance/lib/compare.ts';
import type { KubeObject } from '../conformance/lib/json.ts';

const arn = '<known after apply: arn>';

const cases = [
  { name: 'equal', expected: { a: [1, { b: 'x' }] }, actual: { a: [1, { b: 'x' }] }, paths: [] },
  { name: 'another value', expected: { a: [1, 2] }, actual: { a: [1, 3] }, paths: ['a[1]'] },
  { name: 'a field too much', expected: { a: 1 }, actual: { a: 1, b: null }, paths: ['b'] },
  { name: 'a field too few', expected: { a: 1, b: 2 }, actual: { a: 1 }, paths: ['b'] },
  { name: 'another type', expected: { a: '1' }, actual: { a: 1 }, paths: ['a'] },
  { name: 'a list that is longer', expected: { a: [1] }, actual: { a: [1, 2] }, paths: ['a[1]'] },
  { name: 'an answer of AWS', expected: { a: `${arn}/*` }, actual: { a: 'arn:aws:s3:::x/*' }, paths: [] },
  {
    name: 'an answer around other text',
    expected: { a: `${arn}/*` },
    actual: { a: 'arn:aws:s3:::x' },
    paths: ['a'],
  },
  { name: 'no answer in its place', expected: { a: `${arn}/*` }, actual: { a: '/*' }, paths: ['a'] },
  { name: 'an answer that is missing', expected: { a: arn }, actual: {}, paths: ['a'] },
];

for (const { name, expected, actual, paths } of cases) {
  test(name, () => {
    assert.equal(
      differences(expected, actual, false).map(({ path }) => path),
      paths,
    );
  });
}

test('before AWS has answered, only what it must say may be missing', () => {
  const expected = { a: arn, list: [arn], deep: { b: arn }, mixed: { b: arn, c: 1 } };
  assert.equal(
    differences(expected, {}, true).map(({ path }) => path),
    ['mixed'],
  );
});

test('leaves out what the server, the core and the provider add, and nothing else', () => {
  const preview: KubeObject = {
    apiVersion: 's3.aws.m.upbound.io/v1beta1',
    kind: 'Bucket',
    metadata: { name: 'logs', namespace: 'airflow', annotations: { 'crossplane.io/external-name': 'logs' } },
    spec: { forProvider: { region: 'eu-central-1' } },
  };
  const made: KubeObject = {
    ...preview,
    metadata: {
      ...preview.metadata,
      uid: '1',
      resourceVersion: '2',
      finalizers: ['finalizer.managedresource.crossplane.io'],
      // A Usage marks what it protects.
      labels: { 'crossplane.io/composite': 'logs', 'crossplane.io/in-use': 'true' },
      annotations: {
        'crossplane.io/external-name': 'logs',
        'crossplane.io/composition-resource-name': 'bucket',
      },
    },
    status: { conditions: [] },
  };
  const compare = (object: KubeObject) =>
    differences(withoutAdditions(preview, preview), withoutAdditions(object, preview), false).map(
      ({ path }) => path,
    );
  assert.equal(compare(made), []);
  const labels = { ...made.metadata.labels, 'example.org/team': 'data' };
  assert.equal(compare({ ...made, metadata: { ...made.metadata, labels } }), ['metadata.labels']);
});

test.run();
