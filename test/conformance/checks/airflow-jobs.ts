// The DAGs as people run them: through the API, with a real worker that starts its pods in the cluster.

import { isDeepStrictEqual } from 'node:util';
import { at, fieldsAt, type KubeObject, listAt, textAt } from '../lib/json.ts';
import { eventually } from '../lib/wait.ts';
import type { Airflow } from '../parts/airflow.ts';
import type { AirflowApi } from '../parts/airflow-api.ts';
import { jobOutput } from '../parts/airflow-cluster.ts';
import { expect, expectSame, type NamedChecks } from './airflow-checks.ts';

const runnerNamespace = 'helical-runner';
const workflow = 'helical_model_workflow';
const batch = 'helical_model_batch';
const datasets = ['inputs/first.h5ad', 'inputs/second.h5ad', 'inputs/third.h5ad'];

/** Runs both DAGs and looks at their pods, states and logs. */
export async function checkJobs(airflow: Airflow, api: AirflowApi, { check }: NamedChecks): Promise<void> {
  const pods = new Map<string, KubeObject>();
  const stop = await airflow.cluster.client.watch('v1', 'Pod', ({ object }) => {
    if (object.metadata.namespace === runnerNamespace) pods.set(object.metadata.name, object);
  });
  const [single, mapped] = await Promise.all([api.trigger(workflow), api.trigger(batch, { datasets })]);
  await check(`a run of ${workflow}, started by the API, succeeds`, async () => {
    const tasks = await api.succeeded(workflow, single, 300);
    expectSame(
      tasks.map((task) => `${task.task_id}: ${task.state}`),
      ['start', 'run_helical_model', 'end'].map((task) => `${task}: success`),
    );
  });
  await check(`a run of ${batch} over ${datasets.length} datasets succeeds, one task for each`, async () => {
    const tasks = await api.succeeded(batch, mapped, 300);
    const runs = tasks.filter(({ task_id }) => task_id === 'run_helical_model');
    expectSame(
      runs.map((task) => `${task.map_index}: ${task.state}`),
      datasets.map((_, index) => `${index}: success`),
    );
    expect(
      runs.every((task) => task.pool === 'helical_runner' && task.queue === 'helical-runner'),
      `not in the pool and queue of the jobs: ${JSON.stringify(runs.map(({ pool, queue }) => [pool, queue]))}`,
    );
  });
  stop();
  const jobs = [...pods.values()];
  const ofSchedule = (pod: KubeObject) =>
    pod.metadata.annotations?.['helical.dev/output']?.includes('/scheduled__');
  // Besides ours there is the run that `@once` asks for, as soon as the DAG is not paused.
  const own = jobs.filter((pod) => !ofSchedule(pod));
  await check('the worker started one pod for each dataset, as its job class describes it', async () => {
    expectSame(
      own.map((pod) => pod.metadata.annotations?.['helical.dev/dataset'] ?? 'none'),
      ['inputs/pbmc3k.h5ad', ...datasets],
    );
    for (const pod of jobs) await expectOfClass(airflow, pod);
  });
  await check('each pod got a node of the GPU pool and has run to its end', () => {
    for (const pod of own) {
      expect(
        textAt(pod, 'status', 'phase') === 'Succeeded',
        `${pod.metadata.name} is ${textAt(pod, 'status', 'phase')}`,
      );
      expect(Boolean(textAt(pod, 'spec', 'nodeName')), `${pod.metadata.name} has no node`);
    }
  });
  await check('pods tell where they write, and no two write to the same place', () => {
    const outputs = own.map((pod) => pod.metadata.annotations?.['helical.dev/output'] ?? '');
    const wanted = [
      `${workflow}/${single}/pbmc3k`,
      ...['first', 'second', 'third'].map((name) => `${batch}/${mapped}/${name}`),
    ];
    expectSame(outputs, wanted);
  });
  await check('a finished pod is removed', async () => {
    await eventually('no pod of ours is left', 60, async () => {
      const left = await airflow.cluster.client.list('v1', 'Pod', runnerNamespace);
      const ours = left.filter(({ metadata }) => own.some((pod) => pod.metadata.name === metadata.name));
      return ours.length === 0 ? true : { notYet: `${ours.length} are` };
    });
  });
  await checkLogs(airflow, api, { workflow: single, batch: mapped }, check);
}

async function checkLogs(
  airflow: Airflow,
  api: AirflowApi,
  runs: { workflow: string; batch: string },
  check: NamedChecks['check'],
): Promise<void> {
  await check('the task was deferred while its pod ran, and its log holds what the pod printed', async () => {
    // A log is uploaded after the end of its task.
    await eventually('the log is complete', 120, async () => {
      const log = await api.log(workflow, runs.workflow, 'run_helical_model');
      const missing = ['trigger completed', jobOutput].filter((line) => !log.includes(line));
      return missing.length === 0
        ? true
        : { notYet: `it lacks ${missing.join(' and ')}: ${log.slice(-2000)}` };
    });
  });
  await check('logs lie in the logs bucket under DAG, task and run', async () => {
    const found = await airflow.moto.objects(logsBucket(airflow));
    const wanted = [
      `${workflow}/run_helical_model/${runs.workflow}/attempt=1.log`,
      ...datasets.map(
        (_, index) => `${batch}/run_helical_model/${runs.batch}/map_index=${index}/attempt=1.log`,
      ),
    ];
    const missing = wanted.filter((path) => !found.includes(path));
    expect(missing.length === 0, `missing ${missing.join(', ')}; found ${found.join(', ')}`);
  });
}

function logsBucket({ ofKind }: Airflow): string {
  const bucket = ofKind('Bucket').find(({ metadata }) => metadata.name === 'logs');
  return textAt(bucket, 'spec', 'bucketName') ?? '';
}

/** What the job class decides must be in the pod as the cluster has it in the PodTemplate of the class. */
async function expectOfClass({ cluster }: Airflow, pod: KubeObject): Promise<void> {
  const name = pod.metadata.labels?.['helical.dev/job-class'] ?? 'none';
  const metadata = { name, namespace: runnerNamespace };
  const template = await cluster.client.read({ apiVersion: 'v1', kind: 'PodTemplate', metadata });
  const wanted = fieldsAt(template, 'template', 'spec');
  const same = (where: string, found: unknown, expected: unknown) =>
    expect(
      isDeepStrictEqual(found, expected),
      `${pod.metadata.name}: ${where} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
    );
  for (const field of podFields) same(field, at(pod, 'spec', field), wanted[field]);
  for (const kind of ['containers', 'initContainers'])
    for (const [index, container] of listAt(wanted, kind).entries())
      for (const field of containerFields)
        same(`${kind}[${index}].${field}`, at(pod, 'spec', kind, index, field), at(container, field));
  const dataset = pod.metadata.annotations?.['helical.dev/dataset']?.split('/').at(-1);
  const args = listAt(pod, 'spec', 'containers', 0, 'args');
  expect(args.includes(`/data/${dataset}`), `${pod.metadata.name} does not read ${dataset}`);
}

const podFields = [
  'serviceAccountName',
  'automountServiceAccountToken',
  'nodeSelector',
  'activeDeadlineSeconds',
  'priorityClassName',
  'restartPolicy',
  'securityContext',
];
const containerFields = ['image', 'command', 'resources', 'securityContext', 'volumeMounts'];
