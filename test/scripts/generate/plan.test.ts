// From workloads to planned files: where they go, where they come from, and what is refused.
import { ApiObject, type Chart } from 'cdk8s';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { workloads } from '../../../charts/index.ts';
import { manifest } from '../../../charts/kit/manifest.ts';
import type { Workload } from '../../../charts/kit/workload.ts';
import { type Finding, FindingsError } from '../../../envs/finding.ts';
import { type Environment, loadEnvironments } from '../../../envs/index.ts';
import { type CloudApis, planEnvironment } from '../../../scripts/generate/plan.ts';
import { render } from '../../../scripts/generate/serialize.ts';

const environment = firstEnvironment();

/** A cloud API whose composite resources ask for one managed resource each. */
const cloudApis: CloudApis = {
  isComposite: ({ apiVersion }) => apiVersion === 'aws.helical.dev/v1',
  findings: () => [],
  preview: ({ kind, metadata: { name, namespace } }) => [
    {
      apiVersion: 's3.aws.m.upbound.io/v1beta1',
      kind: 'Bucket',
      metadata: { name: `${kind}-${namespace}-${name}`, namespace },
    },
  ],
};

function firstEnvironment(): Environment {
  for (const environment of loadEnvironments()) return environment;
  throw new Error('There is no environment to plan.');
}

function workload(name: string, build: (chart: Chart) => void): Workload {
  return { name, namespace: name, wave: 0, build };
}

function plan(...given: Workload[]) {
  return planEnvironment({ environment, workloads: given, cloudApis });
}

function findingsOf(...given: Workload[]): readonly Finding[] {
  try {
    plan(...given);
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  }
  return [];
}

const configMap = (name: string, namespace = 'a', data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});

test('an object becomes a file of its application, with its origin and labels', () => {
  const [file] = plan(workload('airflow', (chart) => manifest(chart, configMap('settings'))));
  assert.is(file?.path, `${environment.name}/airflow/ConfigMap.settings.yaml`);
  assert.is(file?.origin, 'test/scripts/generate/plan.test.ts');
  assert.is(file?.manifest.metadata.labels?.['helical.dev/environment'], environment.name);
});

test('fields keep the order of their author', () => {
  const data = { z: '1', a: { y: 1, b: 2 } };
  const [file] = plan(workload('airflow', (chart) => manifest(chart, configMap('x', 'a', data))));
  assert.equal(JSON.stringify(file?.manifest.data), JSON.stringify(data));
});

test('a composite resource is previewed for reviewers', () => {
  const bucket = {
    apiVersion: 'aws.helical.dev/v1',
    kind: 'Bucket',
    metadata: { name: 'logs', namespace: 'a' },
  };
  const files = plan(workload('airflow', (chart) => manifest(chart, bucket)));
  assert.equal(
    files.map(({ path }) => path),
    [`${environment.name}/airflow/Bucket.logs.yaml`, `${environment.name}/preview/Bucket.Bucket-a-logs.yaml`],
  );
  assert.equal(files[1]?.previewOf?.name, 'logs');
  assert.is(files[1]?.origin, 'test/scripts/generate/plan.test.ts');
});

test('two manifests of one kind, namespace and name are refused with both origins', () => {
  const [finding, ...others] = findingsOf(
    workload('one', (chart) => manifest(chart, configMap('x'), 'charts/one.ts')),
    workload('two', (chart) => manifest(chart, configMap('x'), 'charts/two.ts')),
  );
  assert.is(finding?.rule, 'generate/duplicate-manifest');
  assert.is(
    finding?.what,
    'ConfigMap (v1) "x" in namespace a is made twice: by charts/one.ts and by charts/two.ts.',
  );
  assert.is(finding?.where.file, `${environment.name}/two/ConfigMap.x.yaml`);
  assert.is(others.length, 0);
});

test('two versions of one API are one object', () => {
  const at = (apiVersion: string) => ({ apiVersion, kind: 'Thing', metadata: { name: 'x', namespace: 'a' } });
  const findings = findingsOf(
    workload('one', (chart) => manifest(chart, at('example.com/v1'))),
    workload('two', (chart) => manifest(chart, at('example.com/v1beta1'))),
  );
  assert.equal(
    findings.map(({ rule }) => rule),
    ['generate/duplicate-manifest'],
  );
});

test('two manifests that would share a file are refused, also where only case tells them apart', () => {
  for (const [first, second] of [
    [configMap('x', 'a'), configMap('x', 'b')],
    [configMap('x'), configMap('X')],
    [configMap('a:b'), configMap('a_b')],
  ] as const) {
    const findings = findingsOf(
      workload('one', (chart) => {
        manifest(chart, first);
        manifest(chart, second);
      }),
    );
    assert.equal(
      findings.map(({ rule }) => rule),
      ['generate/shared-path'],
    );
  }
});

test('everything that is wrong is reported at once', () => {
  const findings = findingsOf(
    workload('one', (chart) => {
      manifest(chart, configMap('../x'));
      manifest(chart, configMap('x', 'a', { replicas: Number.NaN, ports: [undefined] }));
    }),
    workload('preview', (chart) => manifest(chart, configMap('x'))),
    workload('one', () => {}),
    workload('broken', () => {
      throw new FindingsError([
        { rule: 'test/own', severity: 'error', where: { file: 'x' }, what: '', why: '', fix: '' },
      ]);
    }),
    workload('incomplete', (chart) => {
      const object = new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'Pod' });
      object.node.addValidation({ validate: () => ['at least one container'] });
    }),
  );
  assert.equal(
    findings.map(({ rule, what }) => `${rule}: ${what}`),
    [
      'generate/unusable-manifest: "../x" can\'t be the name of a ConfigMap.',
      'generate/unusable-manifest: data.replicas is NaN.',
      'generate/unusable-manifest: data.ports[0] is of type undefined.',
      'generate/unusable-manifest: The folder preview is kept for previews of cloud resources.',
      'generate/unusable-manifest: Two workloads have this name.',
      'test/own: ',
      'generate/invalid-chart: at least one container',
    ],
  );
});

test('an error inside a workload names the workload and the environment', () => {
  const broken = workload('broken', () => {
    throw new TypeError('x is undefined');
  });
  assert.throws(() => plan(broken), new RegExp(`Workload broken can't be built for ${environment.name}`));
});

test('the order of workloads changes nothing', () => {
  const texts = (list: readonly Workload[]) => plan(...list).map((file) => render(file).hash);
  assert.equal(texts(workloads.toReversed()), texts(workloads));
});

test.run();
