// The small parts of the comparison: paths, quantities, durations, alignment, masking.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compareValues } from '../../../scripts/diff/compare/manifests.ts';
import { masker } from '../../../scripts/diff/compare/mask.ts';
import { fieldPath, itemPath, keysPath, parsePath } from '../../../scripts/diff/compare/path.ts';
import { durationOf, quantityOf } from '../../../scripts/diff/compare/scalars.ts';
import { align } from '../../../scripts/diff/compare/sequence.ts';

test('paths are read back as they were written', () => {
  const odd = 'a "b" ]=,<json>';
  const path = `${itemPath(keysPath(fieldPath(fieldPath('', 'spec'), odd), { name: odd, port: '80' }), odd)}[#3][4][order]<yaml>`;
  assert.equal(parsePath(path), [
    { type: 'field', name: 'spec' },
    { type: 'field', name: odd },
    { type: 'keys', keys: { name: odd, port: '80' } },
    { type: 'item', text: odd },
    { type: 'unordered', index: 3 },
    { type: 'position', index: 4 },
    { type: 'order' },
    { type: 'document', format: 'yaml' },
  ]);
  assert.throws(() => parsePath('spec[?]'), /no path of a field/);
});

test('quantities', () => {
  const table: [string | number, number | undefined][] = [
    ['1', 1],
    [1, 1],
    ['1000m', 1],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['500m', 0.5],
    ['1Gi', 1024 ** 3],
    ['1024Mi', 1024 ** 3],
    ['1e3', 1000],
    ['1E', 1e18],
    ['1k', 1000],
    ['-1', -1],
    ['0.1n', 1e-10],
    ['', undefined],
    ['1 Gi', undefined],
    ['1gi', undefined],
  ];
  for (const [text, amount] of table) assert.is(quantityOf(text), amount, String(text));
});

test('durations', () => {
  const table: [string, number | undefined][] = [
    ['90s', 90],
    ['1m30s', 90],
    ['1.5h', 5400],
    ['0', 0],
    ['300ms', 0.3],
    ['1d', 86_400],
    ['10', undefined],
    ['m', undefined],
  ];
  for (const [text, length] of table) assert.is(durationOf(text), length, text);
});

test('quantities count only where the field is one', () => {
  assert.is(compareValues({ requests: { cpu: '1' } }, { requests: { cpu: 1 } }, 'Pod').length, 0);
  assert.is(compareValues({ value: '1' }, { value: 1 }, 'Pod').length, 1);
  assert.is(compareValues({ value: '60s' }, { value: '1m' }, 'Pod').length, 1);
});

test('an insertion is one step', () => {
  assert.equal(align(['a', 'b'], ['a', 'x', 'b']), [
    { type: 'same', from: 0, to: 0 },
    { type: 'added', to: 1 },
    { type: 'same', from: 1, to: 2 },
  ]);
  const long = Array.from({ length: 3000 }, (_, index) => String(index));
  assert.is(align(long, long.toReversed()).length > 0, true);
});

test('duplicate keys fall back to comparing items as they are', () => {
  const twice = {
    containers: [
      { name: 'a', image: '1' },
      { name: 'a', image: '2' },
    ],
  };
  assert.is(compareValues(twice, { containers: twice.containers.toReversed() }, 'Pod').length, 0);
  assert.is(
    compareValues(
      twice,
      {
        containers: [
          { name: 'a', image: '3' },
          { name: 'a', image: '2' },
        ],
      },
      'Pod',
    ).length,
    1,
  );
});

test('no value of a secret is left, wherever it stands', () => {
  const mask = masker('key');
  const hidden = [
    ...mask.fields('Secret', [{ path: 'data', from: { a: 's3cret' }, to: { a: 's3cret', b: ['s3cret'] } }]),
    ...mask.fields('Secret', [{ path: 'stringData["a.b"]<json>.c', from: 's3cret', to: 's3cret2' }]),
    ...mask.fields('Deployment', [
      { path: 'spec.containers[name=a].env[name=DB_PASSWORD].value', from: 's3cret' },
    ]),
    ...mask.fields('Deployment', [
      { path: 'spec.containers[name=a]', to: { env: [{ name: 'API_TOKEN', value: 's3cret' }] } },
    ]),
    ...mask.fields('ConfigMap', [{ path: 'data.key', to: '-----BEGIN RSA PRIVATE KEY-----\ns3cret' }]),
  ];
  assert.not.match(JSON.stringify(hidden), 's3cret');
  const [first] = mask.fields('Secret', [{ path: 'data.a', from: 'x', to: 'y' }]);
  assert.is.not(first?.from, first?.to);
  assert.equal(mask.fields('ConfigMap', [{ path: 'data.a', from: 'x', to: 'y' }]), [
    { path: 'data.a', from: 'x', to: 'y' },
  ]);
});

test('two runs give different fingerprints', () => {
  const fingerprint = () => masker().fields('Secret', [{ path: 'data.a', to: 'x' }])[0]?.to;
  assert.is.not(fingerprint(), fingerprint());
});

test.run();
