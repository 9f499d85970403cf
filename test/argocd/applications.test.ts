// The applications: one for each workload folder, at the environment's revision, with nothing that loses data.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deliveryWorkload } from '../../argocd/index.ts';
import { operatorsOf } from '../../argocd/operators/index.ts';
import { workloadsOf } from '../../charts/index.ts';
import { environmentNamed, environmentNames, list, Objects, read, text } from './build.ts';

const finalizer = 'resources-finalizer.argocd.argoproj.io/background';
const syncOptions = 'argocd.argoproj.io/sync-options';
const confirm = 'Prune=confirm,Delete=confirm';

/** Kinds whose deletion takes data or running work with it. */
const preciousKinds = [
  'AuditTrail',
  'Bucket',
  'Cache',
  'Database',
  'EncryptionKey',
  'GrafanaWorkspace',
  'LogGroup',
  'MetricsWorkspace',
  'Secret',
  'SharedFileSystem',
  'NodePool',
  'Provider',
  'CompositeResourceDefinition',
];

for (const name of environmentNames) {
  const environment = environmentNamed(name);
  const { delivery } = environment;
  const objects = new Objects(deliveryWorkload, environment);
  const application = (application: string) => objects.one('Application', application);

  test(`${name}: every workload and every operator has its application, beside the root`, () => {
    assert.equal(
      objects.names('Application'),
      ['helical', ...workloadsOf(environment), ...operatorsOf(environment)]
        .map((item) => (typeof item === 'string' ? item : item.name))
        .sort(),
    );
  });

  test(`${name}: workload applications read their folder at the environment's revision`, () => {
    for (const workload of workloadsOf(environment)) {
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

  for (const workload of workloadsOf(environment)) {
    const built = application(workload.name);
    const objectsOfWorkload = new Objects(workload, environment).all;

    test(`${name}: ${workload.name} is deleted along only if neither data nor nodes hang on it`, () => {
      const precious = objectsOfWorkload.some((object) => preciousKinds.includes(text(object, 'kind')));
      assert.equal(read(built, 'metadata', 'finalizers'), precious ? undefined : [finalizer]);
      assert.is(read(built, 'metadata', 'annotations', syncOptions), precious ? confirm : undefined);
    });

    test(`${name}: kinds of ${workload.name} may be unknown at the dry run if they are custom ones`, () => {
      const custom = objectsOfWorkload.some((object) =>
        /^(?!.*\.k8s\.io\/).+\..+\//.test(text(object, 'apiVersion')),
      );
      assert.is(
        list(built, 'spec', 'syncPolicy', 'syncOptions').includes('SkipDryRunOnMissingResource=true'),
        custom,
      );
    });
  }

  test(`${name}: operators and the root are never deleted along, and operators ask first`, () => {
    for (const operator of operatorsOf(environment)) {
      assert.is(read(application(operator.name), 'metadata', 'finalizers'), undefined, operator.name);
      assert.is(text(application(operator.name), 'metadata', 'annotations', syncOptions), confirm);
    }
    assert.is(read(application('helical'), 'metadata', 'finalizers'), undefined);
  });
}

test.run();
