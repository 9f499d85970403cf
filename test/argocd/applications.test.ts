// The applications: one for each workload folder, at the environment's revision, with nothing that loses data.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deliveryWorkload } from '../../argocd/index.ts';
import { operatorsOf } from '../../argocd/operators/index.ts';
import { workloads } from '../../charts/index.ts';
import { environmentNamed, environmentNames, list, Objects, read, text } from './build.ts';

const finalizer = 'resources-finalizer.argocd.argoproj.io/background';
const syncOptions = 'argocd.argoproj.io/sync-options';

for (const name of environmentNames) {
  const environment = environmentNamed(name);
  const { delivery } = environment;
  const objects = new Objects(deliveryWorkload, environment);
  const application = (application: string) => objects.one('Application', application);

  test(`${name}: every workload and every operator has its application, beside the root`, () => {
    assert.equal(
      objects.names('Application'),
      ['helical', ...workloads, ...operatorsOf(environment)]
        .map((item) => (typeof item === 'string' ? item : item.name))
        .sort(),
    );
  });

  test(`${name}: workload applications read their folder at the environment's revision`, () => {
    for (const workload of workloads) {
      assert.equal(read(application(workload.name), 'spec', 'source'), {
        repoURL: delivery.repository,
        targetRevision: delivery.targetRevision,
        path: `generated/${name}/${workload.name}`,
      });
      assert.equal(read(application(workload.name), 'spec', 'destination'), {
        server: 'https://kubernetes.default.svc',
        namespace: workload.namespace,
      });
      assert.is(
        Number(
          read(application(workload.name), 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave') ?? 0,
        ),
        workload.wave,
      );
    }
  });

  test(`${name}: nobody syncs the preview`, () => {
    for (const built of objects.ofKind('Application')) {
      const path = read(built, 'spec', 'source', 'path') ?? '';
      assert.not.match(String(path), /preview/);
      // A folder above would bring the preview along.
      assert.match(String(path), /^$|^generated\/[a-z0-9-]+\/[a-z0-9-]+$/);
    }
  });

  test(`${name}: the root reads projects and applications, but not itself`, () => {
    assert.equal(read(application('helical'), 'spec', 'source'), {
      repoURL: delivery.repository,
      targetRevision: delivery.targetRevision,
      path: `generated/${name}/argocd`,
      directory: { exclude: 'Application.helical.yaml' },
    });
  });

  test(`${name}: syncs by itself where the environment says so, and only there`, () => {
    const automated =
      delivery.syncPolicy === 'automatic'
        ? { prune: delivery.prune, selfHeal: true, allowEmpty: false }
        : undefined;
    for (const built of objects.ofKind('Application')) {
      assert.equal(read(built, 'spec', 'syncPolicy', 'automated'), automated);
    }
  });

  test(`${name}: every application uses server-side apply and names an existing project`, () => {
    for (const built of objects.ofKind('Application')) {
      assert.ok(list(built, 'spec', 'syncPolicy', 'syncOptions').includes('ServerSideApply=true'));
      assert.ok(objects.one('AppProject', text(built, 'spec', 'project')));
      assert.is.not(text(built, 'spec', 'project'), 'default');
    }
  });

  test(`${name}: what would lose data or nodes is never deleted along, and asks first`, () => {
    const confirm = 'Prune=confirm,Delete=confirm';
    for (const precious of ['airflow', 'crossplane', 'encryption', 'helical-runner', 'karpenter']) {
      assert.is(read(application(precious), 'metadata', 'finalizers'), undefined, precious);
      assert.is(text(application(precious), 'metadata', 'annotations', syncOptions), confirm, precious);
    }
    for (const operator of operatorsOf(environment)) {
      assert.is(read(application(operator.name), 'metadata', 'finalizers'), undefined, operator.name);
      assert.is(text(application(operator.name), 'metadata', 'annotations', syncOptions), confirm);
    }
    assert.is(read(application('helical'), 'metadata', 'finalizers'), undefined);
    assert.equal(read(application('observability'), 'metadata', 'finalizers'), [finalizer]);
  });

  test(`${name}: custom kinds don't fail the dry run before their definition is there`, () => {
    const skip = 'SkipDryRunOnMissingResource=true';
    assert.ok(list(application('airflow'), 'spec', 'syncPolicy', 'syncOptions').includes(skip));
    assert.not.ok(list(application('observability'), 'spec', 'syncPolicy', 'syncOptions').includes(skip));
  });
}

test.run();
