// The operators: official charts at pinned versions, with what this platform needs of their values.
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deliveryWorkload } from '../../argocd/index.ts';
import { operators } from '../../argocd/operators/index.ts';
import { workloads } from '../../charts/index.ts';
import { observability } from '../../charts/observability/index.ts';
import type { Environment } from '../../envs/index.ts';
import { environmentNamed, environmentNames, list, Objects, read, text } from './build.ts';

const prod = environmentNamed('prod');
const objects = new Objects(deliveryWorkload, prod);
const values = (name: string, built = objects) =>
  read(built.one('Application', name), 'spec', 'source', 'helm', 'valuesObject');

/** kube-system, and the namespaces that our own workloads make. */
const thereAlready = [
  'kube-system',
  ...workloads.flatMap((workload) => new Objects(workload, prod).names('Namespace')),
];

for (const operator of operators) {
  test(`${operator.name}: the version of the chart is exact`, () => {
    assert.match(operator.chart.version, /^\d+\.\d+\.\d+$/);
  });

  test(`${operator.name}: a namespace of its own states its Pod Security Standard`, () => {
    assert.is(operator.podSecurity === undefined, thereAlready.includes(operator.namespace));
  });
}

test('Karpenter knows its cluster, queue and role, and that it is alone in the VPC', () => {
  const karpenter = values('karpenter-controller');
  assert.equal(read(karpenter, 'settings'), {
    clusterName: prod.cluster.name,
    clusterEndpoint: prod.cluster.endpoint,
    interruptionQueue: 'helical-prod-karpenter',
    isolatedVPC: true,
  });
  assert.is(
    read(karpenter, 'serviceAccount', 'annotations', 'eks.amazonaws.com/role-arn'),
    `arn:aws:iam::${prod.account.accountId}:role/helical/helical-prod-karpenter`,
  );
});

test('the load balancer controller is told what it can’t read from the metadata', () => {
  const controller = values('aws-load-balancer-controller');
  assert.is(read(controller, 'vpcId'), prod.network.vpcId);
  assert.is(read(controller, 'region'), prod.account.region);
  assert.is(read(controller, 'clusterName'), prod.cluster.name);
});

test('Crossplane activates no kind by default', () => {
  assert.equal(read(values('crossplane-core'), 'provider', 'defaultActivations'), []);
});

test('the EFS driver is there where DAGs come from EFS, and only there', () => {
  const dags = {
    source: 'efs' as const,
    fileSystemId: 'fs-0123456789abcdef0',
    accessPointId: 'fsap-0123456789abcdef0',
  };
  const hasDriver = (environment: Environment) =>
    new Objects(deliveryWorkload, environment).names('Application').includes('aws-efs-csi-driver');
  assert.ok(hasDriver({ ...prod, airflow: { ...prod.airflow, dags } }));
  for (const name of environmentNames) {
    const environment = environmentNamed(name);
    assert.is(hasDriver(environment), environment.airflow.dags.source === 'efs', name);
  }
});

test('agents that GPU nodes need tolerate the GPU taint', () => {
  const tolerations = (name: string) => list(values(name), 'tolerations');
  assert.equal(tolerations('nvidia-device-plugin'), [
    { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  ]);
  assert.equal(tolerations('aws-for-fluent-bit'), [{ operator: 'Exists' }]);
});

test('kube-state-metrics reads no Secret and no ConfigMap', () => {
  const collectors = list(values('kube-state-metrics'), 'collectors');
  assert.not.ok(collectors.includes('secrets') || collectors.includes('configmaps'));
});

test('every log line goes to exactly one group, and no group is made on the way', () => {
  const outputs = text(values('aws-for-fluent-bit'), 'additionalOutputs');
  const routes = [...outputs.matchAll(/Match_Regex +(\S+)[^[]*?log_group_name +(\S+)/g)].map((match) => ({
    pattern: new RegExp(match[1] ?? ''),
    group: match[2],
  }));
  const cases: [string, string][] = [
    ['kube.var.log.containers.scheduler-7f_airflow_scheduler-0a1b.log', '/helical/prod/airflow'],
    ['kube.var.log.containers.embed-1_helical-runner_job-0a1b.log', '/helical/prod/helical-runner'],
    ['kube.var.log.containers.coredns-7f_kube-system_coredns-0a1b.log', '/helical/prod/platform'],
    ['kube.var.log.containers.airflow-exporter_observability_airflow-0a1b.log', '/helical/prod/platform'],
  ];
  for (const [tag, group] of cases) {
    assert.equal(
      routes.filter(({ pattern }) => pattern.test(tag)).map((route) => route.group),
      [group],
    );
  }
  assert.is(outputs.match(/auto_create_group +false/g)?.length, routes.length);
});

test('Fluent Bit comes after the log groups that it writes to', () => {
  const wave = (name: string) =>
    Number(read(objects.one('Application', name), 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave'));
  assert.ok(new Objects(observability, prod).ofKind('LogGroup').length > 0);
  assert.ok(wave('aws-for-fluent-bit') > wave('observability'));
});

test('Argo CD checks the health of applications and of everything that Crossplane makes', () => {
  const customizations = load(text(values('argo-cd'), 'configs', 'cm', 'resource.customizations'));
  for (const kind of ['argoproj.io/Application', 'aws.helical.dev/*', '*.aws.m.upbound.io/*']) {
    assert.match(text(customizations, kind, 'health.lua'), /Progressing/);
  }
});

test('Argo CD leaves out the usage records of provider configurations', () => {
  const excluded = load(text(values('argo-cd'), 'configs', 'cm', 'resource.exclusions'));
  const kinds = Object.values(Object(excluded)).flatMap((entry) => list(entry, 'kinds'));
  assert.ok(kinds.includes('ProviderConfigUsage'));
});

test('nobody logs in to Argo CD with a shared password', () => {
  assert.is(read(values('argo-cd'), 'configs', 'cm', 'admin.enabled'), 'false');
});

test.run();
