// Who gets which secret, where it comes from, and that none is in git.
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret';
import type { IPushSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1alpha1/PushSecret';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { environmentWith, Objects, shapes } from './built.ts';

/** Secrets that the pods of an environment read, by Deployment, Job or CronJob. */
function secretsOf(objects: Objects): Map<string, Set<string>> {
  const secrets = new Map<string, Set<string>>();
  for (const { name, container } of objects.containers()) {
    const [pod = ''] = name.split('/');
    const names = (container.env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []);
    secrets.set(pod, new Set([...(secrets.get(pod) ?? []), ...names]));
  }
  return secrets;
}

const database = 'airflow-database-credentials-v1';
const queue = 'airflow-cache-auth';
const fernet = 'airflow-fernet-key-v1';
const jwt = 'airflow-jwt-secret-v1';
const apiKey = 'airflow-api-secret-key-v1';

/** The whole matrix, for production. */
const expected: Record<string, string[]> = {
  'airflow-api-server': [apiKey, database, fernet, jwt],
  'airflow-execution-api': [database, fernet, jwt],
  'airflow-scheduler': [queue, database, fernet, jwt],
  'airflow-dag-processor': [database, fernet],
  'airflow-triggerer': [apiKey, database, fernet],
  'airflow-worker-default': [apiKey, queue],
  'airflow-worker-helical-runner': [apiKey, queue],
  'airflow-worker-sensors': [apiKey, queue],
  'airflow-history': [database],
  'airflow-reaper': [database],
};

test('each component gets the secrets that it needs', () => {
  const found = secretsOf(new Objects(airflow, environmentWith('prod')));
  for (const [pod, secrets] of Object.entries(expected))
    assert.equal([...(found.get(pod) ?? [])].sort(), secrets.toSorted(), pod);
  const jobs = [...found].filter(([pod]) => !(pod in expected));
  assert.equal(
    jobs.map(([pod, secrets]) => [pod.replace(/-[0-9a-f]{10}$/, ''), [...secrets].sort()]),
    [
      ['airflow-database-role', [database]],
      ['airflow-migration', ['airflow-admin-v1', database]],
    ],
  );
});

test('workers know no database, and nobody knows the master user', () => {
  for (const { environment } of shapes) {
    for (const { name, container } of new Objects(airflow, environment).containers()) {
      const variables = (container.env ?? []).map((variable) => variable.name);
      if (name.startsWith('airflow-worker'))
        assert.not.ok(variables.some((variable) => variable.includes('DATABASE')));
      if (!name.includes('database-role')) assert.not.ok(variables.includes('MASTER_SECRET_ARN'), name);
    }
  }
});

test('every secret that a pod reads is made by an ExternalSecret', () => {
  for (const { name, environment } of shapes) {
    const objects = new Objects(airflow, environment);
    const made = objects.of<IExternalSecret>('ExternalSecret').map(({ spec }) => spec?.target?.name);
    const volumes = [...objects.pods().values()].flatMap(({ spec }) =>
      (spec?.volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? []),
    );
    const read = [...secretsOf(objects).values()].flatMap((names) => [...names]);
    for (const secret of [...read, ...volumes]) assert.ok(made.includes(secret), `${name}: ${secret}`);
  }
});

test('a generated secret is stored once and never overwritten or deleted', () => {
  for (const { environment } of shapes) {
    const pushes = new Objects(airflow, environment).of<IPushSecret>('PushSecret');
    assert.ok(pushes.length >= 5);
    for (const { spec } of pushes) {
      assert.is(spec?.updatePolicy, 'IfNotExists');
      assert.is(spec?.deletionPolicy, 'None');
    }
  }
});

test('no object is a Secret, and nothing random is in any', () => {
  for (const { environment } of shapes) {
    // The cloud API of the same name makes entries of Secrets Manager, without a value.
    const secrets = new Objects(airflow, environment).of<{ apiVersion: string }>('Secret');
    assert.equal(
      secrets.filter((object) => object.apiVersion === 'v1'),
      [],
    );
    const twice = [0, 1].map(() => JSON.stringify(new Objects(airflow, environment).all));
    assert.is(twice[0], twice[1]);
  }
});

const rotations: [secret: 'jwt' | 'cache' | 'apiKey', pods: string[]][] = [
  ['jwt', ['airflow-api-server', 'airflow-execution-api', 'airflow-scheduler']],
  [
    'cache',
    [
      'airflow-scheduler',
      'airflow-worker-default',
      'airflow-worker-helical-runner',
      'airflow-worker-sensors',
    ],
  ],
  [
    'apiKey',
    [
      'airflow-api-server',
      'airflow-triggerer',
      'airflow-worker-default',
      'airflow-worker-helical-runner',
      'airflow-worker-sensors',
    ],
  ],
];

for (const [secret, expectedPods] of rotations) {
  test(`a new version of ${secret} changes the pods that read it, and no other`, () => {
    const before = environmentWith('prod');
    const secretVersions = { ...before.airflow.secretVersions, [secret]: 2 };
    const after = environmentWith('prod', { 'airflow.secretVersions': secretVersions });
    const old = new Objects(airflow, before).pods();
    const changed = [...new Objects(airflow, after).pods()]
      .filter(([pod, template]) => JSON.stringify(old.get(pod)) !== JSON.stringify(template))
      .map(([pod]) => pod);
    assert.equal(changed.sort(), expectedPods);
  });
}

test('after a change of the Fernet key the old one still decrypts', () => {
  const environment = environmentWith('prod', {
    'airflow.secretVersions': { ...environmentWith('prod').airflow.secretVersions, fernet: 3 },
  });
  const objects = new Objects(airflow, environment);
  const scheduler = objects.containers().find(({ name }) => name === 'airflow-scheduler/scheduler');
  const key = scheduler?.container.env?.find(({ name }) => name === 'AIRFLOW__CORE__FERNET_KEY');
  assert.is(key?.value, '$(FERNET_KEY_V3),$(FERNET_KEY_V2)');
});

test('variables come after those that they refer to', () => {
  for (const { environment } of shapes) {
    for (const { name, container } of new Objects(airflow, environment).containers()) {
      const known = new Set<string>();
      for (const variable of container.env ?? []) {
        for (const [, reference = ''] of (variable.value ?? '').matchAll(/\$\((\w+)\)/g))
          assert.ok(known.has(reference), `${name}: ${variable.name} refers to ${reference}`);
        known.add(variable.name);
      }
    }
  }
});

test.run();
