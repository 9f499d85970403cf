// The committed environments: they are valid, listed, and differ where real ones do.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environments, loadEnvironments } from '../../envs/index.ts';

const [dev, staging, prod] = loadEnvironments();

test('the list is in the order of promotion', () => {
  assert.equal(
    loadEnvironments().map(({ name }) => name),
    ['dev', 'staging', 'prod'],
  );
});

test('every file that describes an environment is in the list', () => {
  const folder = new URL('../../envs/', import.meta.url);
  const described = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /: EnvironmentInput = \{/.test(readFileSync(new URL(file, folder), 'utf8')))
    .map((file) => `envs/${file}`);
  assert.equal(described.sort(), environments.map(({ file }) => file).sort());
});

test('an environment has the name of its file', () => {
  assert.equal(
    environments.map(({ file }) => file),
    loadEnvironments().map(({ name }) => `envs/${name}.ts`),
  );
});

test('the buckets of production have the names of the scaling guide', () => {
  assert.is(prod?.storage.bucketPrefix, 'helical-workflows');
});

test('logs go to Glacier after 60 days, in production after 90', () => {
  assert.equal(
    loadEnvironments().map(({ storage }) => storage.logsGlacierDays),
    [60, 60, 90],
  );
});

test('dev follows a branch, staging a release candidate, prod a release', () => {
  assert.is(dev?.delivery.targetRevision, 'main');
  assert.match(staging?.delivery.targetRevision ?? '', /^v\d+\.\d+\.\d+-rc\.\d+$/);
  assert.match(prod?.delivery.targetRevision ?? '', /^v\d+\.\d+\.\d+$/);
});

test('DAGs are delivered at the same revision as manifests', () => {
  for (const { airflow, delivery } of loadEnvironments()) {
    if (airflow.dags.source !== 'git-sync') continue;
    assert.is(airflow.dags.repository, delivery.repository);
    assert.is(airflow.dags.revision, delivery.targetRevision);
  }
});

test('only production waits for somebody to press Sync', () => {
  assert.equal(
    loadEnvironments().map(({ delivery }) => delivery.syncPolicy),
    ['automatic', 'automatic', 'manual'],
  );
});

test('staging and production survive the loss of a zone, dev does not have to', () => {
  const survives = loadEnvironments().map(
    ({ database, cache, airflow }) =>
      database.multiAz &&
      cache.replicas > 0 &&
      airflow.scheduler.replicas > 1 &&
      airflow.apiServer.replicas > 1,
  );
  assert.equal(survives, [false, true, true]);
});

test('nothing is open to the whole internet', () => {
  for (const { ingress } of loadEnvironments()) assert.is(ingress.openToInternetReason, undefined);
});

test('every environment offers the same job classes, so that a DAG runs in all of them', () => {
  const small = (names: string[]) => names.filter((name) => name !== 'gpu-large');
  const classes = loadEnvironments().map(({ runner }) => runner.jobClasses.map(({ name }) => name));
  assert.equal(classes[1], classes[2]);
  assert.equal(small(classes[0] ?? []), small(classes[2] ?? []));
});

test.run();
