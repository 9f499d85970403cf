// The CronJobs of Airflow, run once: orphaned pods go, old history leaves the database as files.

import { type KubeObject, textAt } from '../lib/json.ts';
import { wordsOf } from '../lib/kube-client.ts';
import { eventually } from '../lib/wait.ts';
import type { Airflow } from '../parts/airflow.ts';
import { templateOf } from '../parts/airflow.ts';
import { expect, type NamedChecks } from './airflow-checks.ts';

/** Runs the reaper and the clean-up of the database. */
export async function checkHousekeeping(airflow: Airflow, { check }: NamedChecks): Promise<void> {
  await check('the reaper removes a pod that no task waits for', async () => {
    const pod = orphan(airflow);
    const made = await airflow.cluster.client.create(pod);
    expect(made.status === 201, wordsOf(made));
    const reaper = airflow.container(cronJob(airflow, 'reaper'), undefined, {
      variables: { GRACE_MINUTES: '0' },
    });
    const { code, output } = await airflow.run(reaper);
    expect(code === 0 && output.includes(`deleting ${pod.metadata.name}`), output.trim().slice(-600));
    await eventually('the pod is gone', 60, async () =>
      (await airflow.cluster.client.read(pod)) ? { notYet: 'it is there' } : true,
    );
  });
  await check('the clean-up moves old history to files, and drops it afterwards', async () => {
    const days = 3650;
    airflow.postgres.query(
      `UPDATE log SET dttm = now() - interval '${days} days' WHERE id IN (SELECT min(id) FROM log)`,
      {
        user: airflow.postgres.user,
        password: airflow.postgres.password,
        database: airflow.standIns.published.get('airflow-database/database') ?? '',
      },
    );
    const history = cronJob(airflow, 'history');
    const exporting = airflow.container(history, 'export');
    const exported = await airflow.run(exporting);
    expect(exported.code === 0, exported.output.trim().slice(-600));
    const { output: files } = await airflow.run(exporting, ['sh', '-c', 'wc -l /archive/*']);
    expect(/^\s*2 \/archive\/\S*log\S*\.csv/m.test(files), `no file with one old row: ${files}`);
    const dropped = await airflow.run(airflow.container(history));
    expect(dropped.code === 0, dropped.output.trim().slice(-600));
  });
}

function cronJob({ ofKind }: Airflow, name: string): KubeObject {
  const found = ofKind('CronJob').find(({ metadata }) => metadata.name === `airflow-${name}`);
  if (!found || !textAt(templateOf(found), 'spec', 'serviceAccountName'))
    throw new Error(`there is no CronJob airflow-${name}`);
  return found;
}

/** A pod as the operator leaves it when its worker dies; `hold` keeps it running here. */
function orphan({ environment }: Airflow): KubeObject {
  const template = environment.manifests.find(
    ({ object }) => object.kind === 'PodTemplate' && object.metadata.name === 'cpu',
  );
  if (!template) throw new Error('there is no job class cpu');
  const { metadata, spec } = templateOf({
    ...template.object,
    kind: 'Deployment',
    spec: { template: template.object.template },
  });
  const labels = Object(Object(metadata).labels);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'orphan',
      namespace: 'helical-runner',
      labels: {
        ...labels,
        hold: 'true',
        kubernetes_pod_operator: 'True',
        dag_id: 'helical_model_workflow',
        task_id: 'run_helical_model',
        run_id: 'a_run_of_before',
      },
      annotations: { 'helical.dev/dataset': 'inputs/pbmc3k.h5ad', 'helical.dev/output': 'conformance/run' },
    },
    spec,
  };
}
