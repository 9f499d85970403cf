// What delivery learns of a workload, whether its chart is built already or not.
import { App, Chart } from 'cdk8s';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type BuiltObject, isCustom, isPrecious, objectsOf } from '../../argocd/built-objects.ts';
import { workloads } from '../../charts/index.ts';
import { environmentNamed } from './build.ts';

const prod = environmentNamed('prod');

for (const workload of workloads) {
  test(`${workload.name}: the same objects from its own chart and from one made for the question`, () => {
    const app = new App();
    workload.build(new Chart(app, workload.name, { disableResourceNameHashes: true }), prod);
    const beside = new Chart(app, 'argocd');
    const alone = new Chart(new App(), 'argocd');
    assert.equal(objectsOf(workload, prod, beside), objectsOf(workload, prod, alone));
  });
}

test('a chart that is there is not built again', () => {
  const app = new App();
  const workload = {
    name: 'once',
    namespace: 'once',
    wave: 0,
    build: () => assert.unreachable('built again'),
  };
  new Chart(app, 'once');
  assert.equal(objectsOf(workload, prod, new Chart(app, 'argocd')), []);
});

const object = (group: string, kind: string): BuiltObject => ({ group, kind, name: 'x' });

const cases: [BuiltObject, { custom: boolean; precious: boolean }][] = [
  [object('', 'ConfigMap'), { custom: false, precious: false }],
  [object('', 'PersistentVolumeClaim'), { custom: false, precious: true }],
  [object('apps', 'Deployment'), { custom: false, precious: false }],
  [object('networking.k8s.io', 'NetworkPolicy'), { custom: false, precious: false }],
  [object('external-secrets.io', 'ExternalSecret'), { custom: true, precious: false }],
  [object('aws.helical.dev', 'Database'), { custom: true, precious: true }],
  [object('aws.helical.dev', 'WorkloadIdentity'), { custom: true, precious: false }],
  [object('karpenter.sh', 'NodePool'), { custom: true, precious: true }],
  [object('karpenter.k8s.aws', 'EC2NodeClass'), { custom: true, precious: true }],
  [object('pkg.crossplane.io', 'Provider'), { custom: true, precious: true }],
  [object('rds.aws.m.upbound.io', 'Instance'), { custom: true, precious: true }],
];

for (const [built, { custom, precious }] of cases) {
  test(`${built.group}/${built.kind} is ${custom ? 'custom' : 'built in'} and ${precious ? '' : 'not '}precious`, () => {
    assert.equal([isCustom(built), isPrecious(built)], [custom, precious]);
  });
}

test.run();
