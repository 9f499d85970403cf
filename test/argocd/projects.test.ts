// The projects: each application may do what it needs, and no other thing.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deliveryOf, deliveryWorkload } from '../../argocd/index.ts';
import { workloadsOf } from '../../charts/index.ts';
import type { Workload } from '../../charts/kit/workload.ts';
import { environmentNamed, environmentNames, list, Objects, read, text } from './build.ts';

interface Allowed {
  group: unknown;
  kind: unknown;
}

/** Group and kind of an object, as a project lists them. */
function groupKind(object: unknown): Allowed {
  const apiVersion = text(object, 'apiVersion');
  return {
    group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '',
    kind: text(object, 'kind'),
  };
}

const allows = (allowed: unknown[], { group, kind }: Allowed) =>
  allowed.some((item) => read(item, 'group') === group && read(item, 'kind') === kind);

for (const name of environmentNames) {
  const environment = environmentNamed(name);
  const objects = new Objects(deliveryWorkload, environment);

  for (const workload of workloadsOf(environment)) {
    const spec = read(objects.one('AppProject', workload.name), 'spec');
    const built = new Objects(workload, environment).all;

    test(`${name}: the project ${workload.name} allows every object of the workload`, () => {
      const namespaces = list(spec, 'destinations').map((destination) => text(destination, 'namespace'));
      for (const object of built) {
        const namespace = read(object, 'metadata', 'namespace');
        const allowed = list(spec, namespace ? 'namespaceResourceWhitelist' : 'clusterResourceWhitelist');
        assert.ok(allows(allowed, groupKind(object)), JSON.stringify(groupKind(object)));
        if (namespace) assert.ok(namespaces.includes(String(namespace)), String(namespace));
      }
    });

    test(`${name}: the project ${workload.name} allows no kind that the workload lacks`, () => {
      const kinds = built.map(groupKind);
      for (const allowed of [
        ...list(spec, 'namespaceResourceWhitelist'),
        ...list(spec, 'clusterResourceWhitelist'),
      ]) {
        assert.ok(allows(kinds, { group: read(allowed, 'group'), kind: read(allowed, 'kind') }));
      }
    });
  }

  test(`${name}: workload projects read this repository only`, () => {
    for (const workload of workloadsOf(environment)) {
      assert.equal(read(objects.one('AppProject', workload.name), 'spec', 'sourceRepos'), [
        environment.delivery.repository,
      ]);
    }
  });

  test(`${name}: operators come from the repositories and go to the namespaces of their project`, () => {
    const spec = read(objects.one('AppProject', 'operators'), 'spec');
    const namespaces = list(spec, 'destinations').map((destination) => text(destination, 'namespace'));
    for (const application of objects.ofKind('Application')) {
      if (text(application, 'spec', 'project') !== 'operators') continue;
      assert.ok(list(spec, 'sourceRepos').includes(text(application, 'spec', 'source', 'repoURL')));
      assert.ok(namespaces.includes(text(application, 'spec', 'destination', 'namespace')));
    }
  });

  test(`${name}: no project has a wildcard, and a Namespace is allowed by name only`, () => {
    for (const project of objects.ofKind('AppProject')) {
      const spec = read(project, 'spec');
      assert.not.match(
        JSON.stringify([
          read(spec, 'sourceRepos'),
          read(spec, 'destinations'),
          read(spec, 'clusterResourceWhitelist'),
          read(spec, 'namespaceResourceWhitelist'),
        ]),
        /\*/,
      );
      for (const allowed of list(spec, 'clusterResourceWhitelist')) {
        if (read(allowed, 'kind') === 'Namespace') assert.ok(text(allowed, 'name'));
      }
    }
  });

  test(`${name}: the project "default" allows nothing`, () => {
    const spec = read(objects.one('AppProject', 'default'), 'spec');
    assert.equal(
      [read(spec, 'sourceRepos'), read(spec, 'destinations'), read(spec, 'clusterResourceWhitelist')],
      [[], [], []],
    );
    assert.equal(read(spec, 'namespaceResourceBlacklist'), [{ group: '*', kind: '*' }]);
  });

  test(`${name}: the root's project allows projects and applications, and no cluster-scoped kind`, () => {
    const spec = read(objects.one('AppProject', 'helical'), 'spec');
    for (const object of objects.all) {
      assert.ok(allows(list(spec, 'namespaceResourceWhitelist'), groupKind(object)));
    }
    assert.equal(read(spec, 'clusterResourceWhitelist'), []);
  });
}

const named = (name: string): Workload => ({ name, namespace: name, wave: 0, build: () => undefined });

for (const name of ['argocd', 'preview', 'helical', 'operators', 'default', 'keda']) {
  test(`a workload can't be named ${name}`, () => {
    assert.throws(
      () => deliveryOf([named(name)]),
      (error: Error) => error.message.includes(`charts/index.ts: the workload name "${name}" is taken.`),
    );
  });
}

test('two workloads of one name are refused', () => {
  assert.throws(() => deliveryOf([named('twice'), named('twice')]), /workload name "twice" is taken/);
});

test.run();
