// Who may do what with jobs, in Kubernetes and on the network.
import type { IValidatingAdmissionPolicy } from 'kubernetes-models/admissionregistration.k8s.io/v1';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IRole, IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { helicalRunner } from '../../../charts/helical-runner/index.ts';
import { environmentWith, Objects } from '../airflow/built.ts';

const prod = environmentWith('prod');
const objects = new Objects(helicalRunner, prod);

/** What each ServiceAccount may do in the namespace, as `verb resource`. */
const expected: Record<string, string[]> = {
  'airflow/airflow-worker': [
    'create pods',
    'create pods/exec',
    'delete pods',
    'get pods',
    'get pods/exec',
    'get pods/log',
    'list events',
    'list pods',
    'patch pods',
  ],
  'airflow/airflow-triggerer': ['delete pods', 'get pods', 'get pods/log', 'list events', 'watch events'],
  'airflow/airflow-reaper': ['delete pods', 'list pods'],
};

test('each ServiceAccount may do what its work needs, and nobody else anything', () => {
  const found: Record<string, string[]> = {};
  for (const { roleRef, subjects } of objects.of<IRoleBinding>('RoleBinding')) {
    const rules = objects.one<IRole>('Role', roleRef.name).rules ?? [];
    const rights = rules.flatMap(({ resources = [], verbs }) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
    );
    for (const { namespace, name } of subjects ?? []) found[`${namespace}/${name}`] = rights.sort();
  }
  assert.equal(found, expected);
  assert.equal(objects.of('ClusterRoleBinding'), []);
});

test('jobs reach names and HTTPS, nobody reaches a job', () => {
  const policies = objects.of<INetworkPolicy>('NetworkPolicy');
  assert.equal(policies.map(({ metadata }) => metadata?.name).sort(), ['default-deny', 'jobs']);
  assert.equal(
    policies.flatMap(({ spec }) => spec?.ingress ?? []),
    [],
  );
  const ports = policies.flatMap(({ spec }) => spec?.egress ?? []).flatMap((rule) => rule.ports ?? []);
  assert.equal(ports.map(({ port, protocol }) => `${protocol}/${port}`).sort(), [
    'TCP/443',
    'TCP/53',
    'UDP/53',
  ]);
});

test('the admission policy fails closed, and every rule says what it wants', () => {
  const { spec } = objects.one<IValidatingAdmissionPolicy>(
    'ValidatingAdmissionPolicy',
    'helical-runner-jobs',
  );
  assert.is(spec?.failurePolicy, 'Fail');
  assert.ok((spec?.validations?.length ?? 0) >= 15);
  for (const { message } of spec?.validations ?? []) assert.match(message ?? '', /\.$/);
});

test('the admission policy knows every job class with its limits', () => {
  const { spec } = objects.one<IValidatingAdmissionPolicy>(
    'ValidatingAdmissionPolicy',
    'helical-runner-jobs',
  );
  const expression = (name: string) =>
    spec?.variables?.find((variable) => variable.name === name)?.expression;
  assert.is(expression('gpus'), "{'cpu': 0, 'gpu-small': 1, 'gpu-large': 1}");
  assert.is(expression('deadlines'), "{'cpu': 14400, 'gpu-small': 21600, 'gpu-large': 86400}");
  assert.is(expression('nodePools'), "{'cpu': 'general', 'gpu-small': 'gpu', 'gpu-large': 'gpu'}");
});

test.run();
