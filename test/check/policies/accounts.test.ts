// Namespaces, tokens and probes: what a rule says of several objects together.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { livenessProbe, readinessProbe } from '../../../scripts/check/policies/probes.ts';
import {
  accountToken,
  defaultNamespace,
  tokenAutomount,
} from '../../../scripts/check/policies/service-accounts.ts';
import { said } from '../kit/run-rule.ts';

const pod = (spec: string) => `
apiVersion: v1
kind: Pod
metadata: {name: one, namespace: test}
spec: {${spec}}
`;
const account = (rest = '') => `
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: test}
${rest}
`;
const binding = `
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: test}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
subjects: [{kind: ServiceAccount, name: web}]
`;

test('a token is found where its account has no rights', () => {
  assert.equal(said(tokenAutomount, pod('serviceAccountName: web') + account()), [
    'spec: The pod mounts a token of the ServiceAccount "web", which has no rights.',
  ]);
  assert.equal(said(tokenAutomount, pod('serviceAccountName: web, automountServiceAccountToken: true')), [
    'spec.automountServiceAccountToken: The pod mounts a token of the ServiceAccount "web", which has no rights.',
  ]);
});

test('a token passes where it is refused, or where its account has rights', () => {
  assert.equal(said(tokenAutomount, pod('serviceAccountName: web') + binding), []);
  assert.equal(said(tokenAutomount, pod('serviceAccountName: web, automountServiceAccountToken: false')), []);
  const silent = account('automountServiceAccountToken: false');
  assert.equal(said(tokenAutomount, pod('serviceAccountName: web') + silent), []);
  assert.equal(said(accountToken, silent.replace('---', '')), []);
  assert.equal(said(accountToken, account().replace('---', '')), [
    ': The ServiceAccount gives every pod under its name a token.',
  ]);
});

test('the namespace default is found, also by omission of a pod', () => {
  const inDefault = pod('').replace('namespace: test', 'namespace: default');
  assert.equal(said(defaultNamespace, inDefault), [
    'metadata.namespace: The object lives in the namespace default.',
  ]);
  assert.equal(said(defaultNamespace, pod('').replace(', namespace: test', '')), [
    'metadata: Without a namespace the pod lives in that of whoever applies it.',
  ]);
  assert.equal(said(defaultNamespace, pod('')), []);
});

const deployment = (probes: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: test}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: prepare, image: web}, {name: sync, image: web, restartPolicy: Always, livenessProbe: {}}]
      containers: [{name: web, image: web, ${probes}}]
---
apiVersion: v1
kind: Service
metadata: {name: front, namespace: test}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

test('probes are asked of containers that run for ever', () => {
  assert.equal(said(livenessProbe, deployment('')), [
    'spec.template.spec.containers[0]: Container "web" has no liveness probe.',
  ]);
  assert.equal(said(livenessProbe, deployment('livenessProbe: {tcpSocket: {port: 80}}')), []);
  assert.equal(said(livenessProbe, pod('containers: [{name: web, image: web}]')), []);
});

test('readiness is asked of pods behind a Service', () => {
  assert.equal(said(readinessProbe, deployment('')), [
    'spec.template.spec: No container has a readiness probe, though Service "front" sends requests.',
  ]);
  assert.equal(said(readinessProbe, deployment('readinessProbe: {tcpSocket: {port: 80}}')), []);
  assert.equal(
    said(readinessProbe, deployment('').replace('selector: {app: web}, ', 'selector: {app: x}, ')),
    [],
  );
});

test.run();
