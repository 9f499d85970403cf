// Names that become paths: which are taken, and which would leave the tree.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environmentOf, fileName, manifestPath, nameProblem } from '../../../scripts/generate/paths.ts';

const good = { environment: 'prod', application: 'airflow', kind: 'Deployment', name: 'scheduler' };

test('a manifest lies in the folder of its application', () => {
  assert.is(manifestPath(good), 'prod/airflow/Deployment.scheduler.yaml');
});

test('colons, which RBAC allows and Windows refuses, become underscores', () => {
  assert.is(fileName('ClusterRole', 'system:auth'), 'ClusterRole.system_auth.yaml');
});

test('names as Kubernetes has them are taken', () => {
  for (const name of ['a', 'x1', 'buckets.aws.helical.dev', 'system:node', 'Upper']) {
    assert.is(nameProblem({ ...good, name }), undefined, name);
  }
});

const refused: [object, string][] = [
  [{ environment: '../x' }, '"../x" can\'t be the name of an environment folder.'],
  [{ environment: '/etc' }, '"/etc" can\'t be the name of an environment folder.'],
  [{ environment: '' }, '"" can\'t be the name of an environment folder.'],
  [{ application: '..' }, '".." can\'t be the name of an application folder.'],
  [{ application: 'a/b' }, '"a/b" can\'t be the name of an application folder.'],
  [{ kind: '../Deployment' }, '"../Deployment" can\'t be a Kubernetes kind.'],
  [{ kind: 'deployment' }, '"deployment" can\'t be a Kubernetes kind.'],
  [{ name: '../../etc/passwd' }, '"../../etc/passwd" can\'t be the name of a Deployment.'],
  [{ name: '/etc/passwd' }, '"/etc/passwd" can\'t be the name of a Deployment.'],
  [{ name: 'a\0b' }, '"a\\u0000b" can\'t be the name of a Deployment.'],
  [{ name: 'a\\b' }, '"a\\\\b" can\'t be the name of a Deployment.'],
  [{ name: '.hidden' }, '".hidden" can\'t be the name of a Deployment.'],
  [{ name: 'a\nb' }, '"a\\nb" can\'t be the name of a Deployment.'],
  [{ name: '' }, '"" can\'t be the name of a Deployment.'],
];

test('names that would leave the tree or hide in it are refused', () => {
  for (const [change, message] of refused) assert.is(nameProblem(Object.assign({}, good, change)), message);
});

test('a file name that no file system takes is refused with its length', () => {
  const problem = nameProblem({ ...good, name: 'x'.repeat(250) });
  assert.match(problem ?? '', 'has 266 bytes, more than 255.');
});

test('only paths of our own shape have an environment', () => {
  assert.is(environmentOf('prod/airflow/Deployment.scheduler.yaml'), 'prod');
  for (const path of [
    'prod/Deployment.scheduler.yaml',
    'prod/airflow/deeper/Deployment.scheduler.yaml',
    'prod/airflow/notes.txt',
    'prod/../airflow/Deployment.scheduler.yaml',
    '../prod/airflow/Deployment.scheduler.yaml',
    '/prod/airflow/Deployment.scheduler.yaml',
    'prod/airflow/Deployment.a/../b.yaml',
    'prod/airflow/Deployment.scheduler.yaml\n',
  ]) {
    assert.is(environmentOf(path), undefined, path);
  }
});

test.run();
