// Workers: as many as the queue needs and the environment allows, and Argo CD does not interfere.
import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import type { ITriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1/TriggerAuthentication';
import type { IDeployment } from 'kubernetes-models/apps/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { workersQuery } from '../../../charts/airflow/autoscaling.ts';
import { airflow } from '../../../charts/airflow/index.ts';
import { environmentWith, Objects, shapes } from './built.ts';

for (const { name, environment } of shapes) {
  const objects = new Objects(airflow, environment);

  test(`${name}: each queue has a Deployment without replicas and a ScaledObject with its bounds`, () => {
    for (const queue of environment.airflow.queues) {
      const workers = `airflow-worker-${queue.name}`;
      assert.is(objects.one<IDeployment>('Deployment', workers).spec?.replicas, undefined);
      const { spec } = objects.one<IScaledObject>('ScaledObject', workers);
      assert.equal(
        [spec?.scaleTargetRef.name, spec?.minReplicaCount, spec?.maxReplicaCount],
        [workers, queue.minWorkers, queue.maxWorkers],
      );
      assert.ok((spec?.cooldownPeriod ?? 0) > queue.longestTaskMinutes * 60);
    }
  });

  test(`${name}: KEDA reads address and password from objects of the namespace, and no text holds either`, () => {
    const { spec } = objects.one<ITriggerAuthentication>('TriggerAuthentication', 'airflow-keda-database');
    const version = environment.airflow.secretVersions.database;
    assert.equal(spec?.secretTargetRef, [
      { parameter: 'password', name: `airflow-database-credentials-v${version}`, key: 'password' },
    ]);
    assert.equal(
      spec?.configMapTargetRef?.map(({ parameter }) => parameter),
      ['host', 'port', 'dbName'],
    );
    for (const { spec } of objects.of<IScaledObject>('ScaledObject'))
      assert.is(spec?.triggers[0]?.metadata.userName, `airflow_v${version}`);
  });
}

test('the query counts running and waiting tasks of one queue, by the tasks of a worker', () => {
  const [queue] = environmentWith('prod').airflow.queues;
  assert.ok(queue);
  assert.is(
    queue && workersQuery(queue),
    "SELECT ceil(COUNT(*)::decimal / 16) FROM task_instance WHERE state IN ('running', 'queued') AND queue = 'default'",
  );
});

test.run();
