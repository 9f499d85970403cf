// What holds for every pod of Airflow and of helical-runner, in every shape of environment.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { airflow } from '../../../charts/airflow/index.ts';
import { helicalRunner } from '../../../charts/helical-runner/index.ts';
import { Objects, shapes } from './built.ts';

for (const { name, environment } of shapes) {
  for (const workload of [airflow, helicalRunner]) {
    const objects = new Objects(workload, environment);

    test(`${name}: every container of ${workload.name} is restricted, with a read-only root`, () => {
      assert.ok(objects.containers().length > 0);
      for (const { name: where, container } of objects.containers()) {
        const security = container.securityContext;
        assert.is(security?.allowPrivilegeEscalation, false, where);
        assert.is(security?.readOnlyRootFilesystem, true, where);
        assert.equal(security?.capabilities, { drop: ['ALL'] }, where);
      }
    });

    test(`${name}: every pod of ${workload.name} runs as a user that is not root, under seccomp`, () => {
      for (const [where, { spec }] of objects.pods()) {
        const security = spec?.securityContext;
        assert.is(security?.runAsNonRoot, true, where);
        assert.ok((security?.runAsUser ?? 0) > 0, where);
        assert.equal(security?.seccompProfile, { type: 'RuntimeDefault' }, where);
        assert.is(spec?.enableServiceLinks, false, where);
      }
    });

    test(`${name}: every container of ${workload.name} asks for CPU and memory, and has a memory limit alone`, () => {
      for (const { name: where, container } of objects.containers()) {
        const { requests = {}, limits = {} } = container.resources ?? {};
        assert.ok(requests.cpu, where);
        assert.ok(requests.memory, where);
        assert.is(limits.memory, requests.memory, where);
        assert.is(limits.cpu, undefined, where);
      }
    });

    test(`${name}: every volume that a container of ${workload.name} mounts is there, and every volume is used`, () => {
      for (const [where, { spec }] of objects.pods()) {
        const volumes = (spec?.volumes ?? []).map((volume) => volume.name).sort();
        const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
        const mounted = new Set(
          containers.flatMap(({ volumeMounts }) => (volumeMounts ?? []).map((m) => m.name)),
        );
        assert.equal([...mounted].sort(), volumes, where);
      }
    });

    test(`${name}: every ServiceAccount and every image of ${workload.name} is stated`, () => {
      const accounts = objects
        .of<{ metadata: { name: string } }>('ServiceAccount')
        .map((a) => a.metadata.name);
      for (const [where, { spec }] of objects.pods()) {
        assert.ok(accounts.includes(spec?.serviceAccountName ?? ''), where);
        assert.type(spec?.automountServiceAccountToken, 'boolean', where);
      }
      for (const { name: where, container } of objects.containers()) {
        assert.match(
          container.image ?? '',
          /^[a-z0-9.-]+\/[a-z0-9/._-]+:(?!latest)[\w.-]+(@sha256:[0-9a-f]{64})?$/,
          where,
        );
      }
    });
  }
}

test('no pod of helical-runner has a token for the Kubernetes API', () => {
  for (const { environment } of shapes) {
    const objects = new Objects(helicalRunner, environment);
    for (const [where, { spec }] of objects.pods())
      assert.is(spec?.automountServiceAccountToken, false, where);
  }
});

test('of Airflow, only who starts, watches or removes job pods has a token', () => {
  for (const { environment } of shapes) {
    const objects = new Objects(airflow, environment);
    const withToken = [...objects.pods()]
      .filter(([, { spec }]) => spec?.automountServiceAccountToken)
      .map(([, { spec }]) => spec?.serviceAccountName);
    assert.equal(new Set(withToken), new Set(['airflow-triggerer', 'airflow-worker', 'airflow-reaper']));
  }
});

test('a worker gets the time of its longest task, and more, to end', () => {
  for (const { environment } of shapes) {
    const pods = new Objects(airflow, environment).pods();
    for (const queue of environment.airflow.queues) {
      const grace = pods.get(`airflow-worker-${queue.name}`)?.spec?.terminationGracePeriodSeconds ?? 0;
      assert.ok(grace > queue.longestTaskMinutes * 60);
    }
  }
});

test('what runs all the time has probes, and two disruption budgets never select one pod', () => {
  for (const { environment } of shapes) {
    const objects = new Objects(airflow, environment);
    const deployments = objects.of<{ metadata: { name: string } }>('Deployment').map((d) => d.metadata.name);
    for (const { name: where, container } of objects.containers()) {
      const [owner = '', own] = where.split('/');
      if (!deployments.includes(owner) || own === 'write-configuration') continue;
      assert.ok(container.livenessProbe, where);
    }
    const selectors = objects
      .of<{ spec: { selector: unknown } }>('PodDisruptionBudget')
      .map((budget) => JSON.stringify(budget.spec.selector));
    assert.is(new Set(selectors).size, deployments.length);
  }
});

test.run();
