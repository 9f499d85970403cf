// The order of fields in a generated file, whatever the order in which they were made.
import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { render, yaml } from '../../../scripts/generate/serialize.ts';

test('the fields of a manifest have one order', () => {
  const manifest = {
    status: {},
    data: { b: '2', B: '1', a: '3' },
    extra: 1,
    spec: { replicas: 1, image: 'x', args: [] },
    metadata: {
      finalizers: ['x'],
      annotations: { z: '1', Z: '2' },
      labels: { b: '1', a: '2' },
      namespace: 'airflow',
      name: 'x',
    },
    kind: 'Thing',
    apiVersion: 'v1',
  };
  assert.is(
    yaml(manifest),
    `apiVersion: v1
kind: Thing
metadata:
  name: x
  namespace: airflow
  labels:
    a: '2'
    b: '1'
  annotations:
    Z: '2'
    z: '1'
  finalizers:
    - x
spec:
  replicas: 1
  image: x
  args: []
data:
  B: '1'
  a: '3'
  b: '2'
extra: 1
status: {}
`,
  );
});

test('the hash is that of the bytes on the disk', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ö' } };
  const file = render({ path: 'dev/a/ConfigMap.o.yaml', manifest, origin: 'charts/a.ts' });
  assert.is(file.hash, createHash('sha256').update(file.bytes).digest('hex'));
});

test.run();
