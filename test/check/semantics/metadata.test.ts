// Names, namespaces, labels and annotations.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { annotations, labels } from '../../../scripts/check/semantics/labels.ts';
import { objectName, objectNamespace } from '../../../scripts/check/semantics/object-name.ts';
import { said } from '../kit/run-rule.ts';

const object = (apiVersion: string, kind: string, name: string, namespace = 'test') =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${JSON.stringify(name)}, namespace: ${namespace}}}`;

const names: [string, string, string, string[]][] = [
  ['v1', 'ConfigMap', 'a.b-1', []],
  [
    'v1',
    'ConfigMap',
    'A_b',
    [
      'metadata.name: "A_b" is no name of a ConfigMap: only a-z, 0-9, "-" and "." are allowed, with a letter or digit at both ends and on both sides of a dot.',
    ],
  ],
  [
    'v1',
    'Service',
    '1a',
    [
      'metadata.name: "1a" is no name of a Service: only a-z, 0-9 and "-" are allowed, with a letter at the start and a letter or digit at the end.',
    ],
  ],
  [
    'v1',
    'Namespace',
    'a.b',
    [
      'metadata.name: "a.b" is no name of a Namespace: only a-z, 0-9 and "-" are allowed, with a letter or digit at both ends.',
    ],
  ],
  [
    'batch/v1',
    'CronJob',
    'a'.repeat(53),
    [
      `metadata.name: "${'a'.repeat(53)}" is no name of a CronJob: it has 53 characters, at most 52 are allowed.`,
    ],
  ],
  ['batch/v1', 'CronJob', 'a'.repeat(52), []],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Any_thing', []],
  [
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'a/b',
    ['metadata.name: "a/b" is no name of a ClusterRole: "/" and "%" are not allowed.'],
  ],
  ['v1', 'ConfigMap', '', ['metadata.name: The ConfigMap has no name.']],
];

for (const [apiVersion, kind, name, expected] of names) {
  test(`the name ${name} of a ${kind}`, () =>
    assert.equal(said(objectName, object(apiVersion, kind, name)), expected));
}

test('namespaces', () => {
  assert.equal(said(objectNamespace, object('v1', 'ConfigMap', 'a', 'Test')), [
    'metadata.namespace: "Test" is no name of a namespace: only a-z, 0-9 and "-" are allowed, with a letter or digit at both ends.',
  ]);
  assert.equal(said(objectNamespace, object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'a')), [
    'metadata.namespace: A ClusterRole belongs to no namespace, this one says "test". -> Delete the field.',
  ]);
  assert.equal(said(objectNamespace, object('v1', 'ConfigMap', 'a')), []);
});

test('labels of the object and of its pods', () => {
  const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, labels: {good: "1", bad/: x, b: "with space"}}
spec: {template: {metadata: {labels: {a/b/c: x}}, spec: {}}}`;
  assert.equal(said(labels, yaml), [
    'metadata.labels["bad/"]: "bad/" is no key of a label: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
    'metadata.labels.b: "with space" is no value of a label: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
    'spec.template.metadata.labels["a/b/c"]: "a/b/c" is no key of a label: only one "/" is allowed.',
  ]);
});

test('annotations: keys and size', () => {
  const yaml = (value: string) =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {Example.com/Key: "x", b: ${value}}}}`;
  assert.equal(said(annotations, yaml('y')), []);
  assert.equal(said(annotations, yaml('y').replace('Example.com/Key', '"a b"')), [
    'metadata.annotations["a b"]: "a b" is no key of an annotation: only letters, digits, "-", "_" and "." are allowed, with a letter or digit at both ends.',
  ]);
  assert.equal(said(annotations, yaml('y'.repeat(262_144))), [
    'metadata.annotations: The annotations have 262161 bytes, at most 262144 are allowed.',
  ]);
});

test.run();
