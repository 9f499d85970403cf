// The XRD of an API: what the API server enforces, and what it must leave open.
import { Type } from 'typebox';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cloudApi } from '../../../crossplane/engine/cloud-api.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { growing, immutable, object } from '../../../crossplane/engine/spec.ts';
import { definition } from '../../../crossplane/engine/xrd.ts';

interface Probe {
  apiVersion: 'example.org/v1';
  kind: 'Probe';
  spec: { value?: unknown };
  status?: { arn?: string };
}

const api = cloudApi({
  kind: 'Sample',
  plural: 'samples',
  description: 'A sample.',
  stateful: false,
  spec: object(
    {
      name: immutable(Type.String(), 'it is known by it'),
      least: Type.Integer(),
      most: Type.Integer(),
      zone: Type.Optional(immutable(Type.String(), 'it stays there')),
      id: Type.Optional(immutable(Type.String(), 'another id is another thing', { addable: true })),
      size: Type.Optional(growing(Type.Integer(), 'nothing gives it back')),
    },
    { description: 'Spec of a sample.' },
  ),
  status: object({ arn: Type.String(), keyArn: Type.String() }, { description: 'Status of a sample.' }),
  rules: [
    {
      field: 'most',
      cel: 'self.least <= self.most',
      holds: ({ least, most }) => least <= most,
      message: 'least is at most most',
    },
  ],
  variants: ['default'],
  compose({ resource, publish }) {
    const made = resource<Probe>('sample', { apiVersion: 'example.org/v1', kind: 'Probe', spec: {} });
    publish({ arn: made.status.arn, keyArn: made.status.arn });
  },
});

const schema = valueAt(definition(api), ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties']);

test('a spec needs its fields, and keeps those that AWS keeps', () => {
  assert.equal(valueAt(schema, ['spec', 'required']), ['name', 'least', 'most']);
  assert.equal(valueAt(schema, ['spec', 'properties', 'name', 'x-kubernetes-validations']), [
    { rule: 'self == oldSelf', message: 'can’t be changed: it is known by it' },
  ]);
});

test('rules over several fields are rules of the spec', () => {
  assert.equal(valueAt(schema, ['spec', 'x-kubernetes-validations']), [
    {
      rule: 'has(self.zone) == has(oldSelf.zone)',
      message: 'can’t be changed: it stays there',
      fieldPath: '.zone',
    },
    {
      rule: '!has(oldSelf.id) || has(self.id)',
      message: 'can’t be changed: another id is another thing',
      fieldPath: '.id',
    },
    { rule: 'self.least <= self.most', message: 'least is at most most', fieldPath: '.most' },
  ]);
});

test('what may only grow says so', () => {
  assert.equal(valueAt(schema, ['spec', 'properties', 'size', 'x-kubernetes-validations']), [
    { rule: 'self >= oldSelf', message: 'can’t shrink: nothing gives it back' },
  ]);
});

test('a status may be incomplete: its facts come one by one', () => {
  assert.equal(Object.keys(Object(valueAt(schema, ['status', 'properties']))), ['arn', 'keyArn']);
  assert.is(valueAt(schema, ['status', 'required']), undefined);
});

test.run();
