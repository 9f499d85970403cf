// The pods of every kind that has some are found, with their paths.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { containersOf, podsOf, portsOf } from '../../../scripts/check/kit/pods.ts';
import { objectsOf } from './run-rule.ts';

const template =
  '{metadata: {labels: {a: b}}, spec: {containers: [{name: c, ports: [{containerPort: 1}]}], initContainers: [{name: i, restartPolicy: Always}]}}';
const kinds: [string, string, string][] = [
  ['apps/v1', 'Deployment', `spec: {template: ${template}}`],
  ['apps/v1', 'StatefulSet', `spec: {template: ${template}}`],
  ['apps/v1', 'DaemonSet', `spec: {template: ${template}}`],
  ['batch/v1', 'Job', `spec: {template: ${template}}`],
  ['batch/v1', 'CronJob', `spec: {jobTemplate: {spec: {template: ${template}}}}`],
  ['v1', 'PodTemplate', `template: ${template}`],
];
const paths = [
  'spec.template.spec',
  'spec.template.spec',
  'spec.template.spec',
  'spec.template.spec',
  'spec.jobTemplate.spec.template.spec',
  'template.spec',
];

kinds.forEach(([apiVersion, kind, body], index) => {
  test(`the pod of a ${kind}`, () => {
    const [object] = objectsOf(
      `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: n, namespace: s}, ${body}}`,
    );
    assert.ok(object);
    const [pod] = podsOf(object);
    assert.ok(pod);
    assert.is(pod.path, paths[index]);
    assert.equal(pod.labels, { a: 'b' });
    assert.equal(
      containersOf(pod).map(({ path, name, sidecar }) => [path, name, sidecar]),
      [
        [`${pod.path}.initContainers[0]`, 'i', true],
        [`${pod.path}.containers[0]`, 'c', false],
      ],
    );
    assert.equal(
      portsOf(pod).map(({ path }) => path),
      [`${pod.path}.containers[0].ports[0]`],
    );
  });
});

test('other kinds, other groups and broken objects have none', () => {
  for (const yaml of [
    '{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {template: {spec: {}}}}',
    '{apiVersion: example.com/v1, kind: Deployment, metadata: {name: a}, spec: {template: {spec: {}}}}',
    '{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: [1]}',
    '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: text}',
  ]) {
    for (const object of objectsOf(yaml)) assert.equal(podsOf(object), []);
  }
});

test.run();
