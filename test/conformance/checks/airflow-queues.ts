// KEDA's query against the real database, with tasks that run and tasks that wait, and a worker that is told to end.

import { readFileSync } from 'node:fs';
import { type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { Supervised } from '../lib/process.ts';
import { eventually } from '../lib/wait.ts';
import { type Airflow, templateOf } from '../parts/airflow.ts';
import type { AirflowApi } from '../parts/airflow-api.ts';
import { expect, expectSame, type NamedChecks } from './airflow-checks.ts';

/** Workers that KEDA would ask for, by queue. */
type Wanted = { [scaledObject: string]: number };

/** A queue, and how many tasks the checks put into it. */
export type FilledQueue = { name: string; tasks: number; workers: number };

/** More tasks than one worker of the first queue takes, and a few for each other queue, by the commands of the workers. */
export function queuesToFill({ ofKind }: Pick<Airflow, 'ofKind'>): FilledQueue[] {
  const workers = ofKind('Deployment').filter(({ metadata }) => metadata.name.startsWith('airflow-worker-'));
  return workers.map((deployment, index) => {
    const args = listAt(templateOf(deployment), 'spec', 'containers', 0, 'args').join(' ');
    const [, name = '', concurrency] = /--queues (\S+) --concurrency (\d+)/.exec(args) ?? [];
    const perWorker = Number(concurrency);
    const tasks = index === 0 ? perWorker + 1 : 3;
    return { name, tasks, workers: Math.ceil(tasks / perWorker) };
  });
}

/** Drains and fills the queues; the workers do not run afterwards. */
export async function checkQueues(
  airflow: Airflow,
  api: AirflowApi,
  workers: Supervised[],
  { check }: NamedChecks,
): Promise<void> {
  const queues = queuesToFill(airflow);
  const nameOf = ({ name }: FilledQueue) => `airflow-worker-${name}`;
  await check('KEDA asks for no worker while no task runs or waits', () =>
    expectWanted(airflow, Object.fromEntries(queues.map((queue) => [nameOf(queue), 0]))),
  );
  const drain = await api.trigger('conformance_drain');
  await eventually('a task runs', 180, async () => {
    const [task] = await api.tasks('conformance_drain', drain);
    return task?.state === 'running' ? true : { notYet: `it is ${task?.state}` };
  });
  await check('KEDA asks for one worker for the queue in which one task runs', () =>
    expectWanted(
      airflow,
      Object.fromEntries(queues.map((queue, index) => [nameOf(queue), index === 0 ? 1 : 0])),
    ),
  );
  await check('a worker that is told to end finishes its task first', async () => {
    for (const worker of workers) terminate(worker);
    await eventually('all workers have ended', 180, async () => {
      const running = workers.filter((worker) => worker.running()).map(({ name }) => name);
      return running.length === 0 ? true : { notYet: `${running.join(' and ')} still run` };
    });
    await api.succeeded('conformance_drain', drain, 120);
  });
  await api.trigger('conformance_queues');
  const total = queues.reduce((sum, { tasks }) => sum + tasks, 0);
  await eventually(`${total} tasks wait`, 180, async () => {
    const answer = await api.get('/dags/conformance_queues/dagRuns/~/taskInstances?state=queued&limit=200');
    const waiting = listAt(answer, 'task_instances').length;
    return waiting === total ? true : { notYet: `${waiting} do` };
  });
  const words = queues
    .map(({ name, tasks, workers: wanted }) => `${wanted} for ${tasks} in ${name}`)
    .join(', ');
  await check(`KEDA asks for the workers that the waiting tasks need: ${words}`, () =>
    expectWanted(airflow, Object.fromEntries(queues.map((queue) => [nameOf(queue), queue.workers]))),
  );
}

/** Runs the query of every ScaledObject with the connection of its TriggerAuthentication. */
function expectWanted(airflow: Airflow, wanted: Wanted): void {
  const found = airflow
    .ofKind('ScaledObject')
    .map((object) => `${object.metadata.name}: ${Number(ask(airflow, object))}`);
  expectSame(
    found,
    Object.entries(wanted).map(([name, workers]) => `${name}: ${workers}`),
  );
}

function ask({ ofKind, standIns, postgres }: Airflow, object: KubeObject): string {
  const trigger = listAt(object, 'spec', 'triggers')[0];
  const reference = textAt(trigger, 'authenticationRef', 'name');
  const authentication = ofKind('TriggerAuthentication').find(({ metadata }) => metadata.name === reference);
  const parameter = (list: string, name: string, values: ReadonlyMap<string, string>) => {
    const entry = listAt(authentication, 'spec', list).find((one) => textAt(one, 'parameter') === name);
    const value = values.get(`${textAt(entry, 'name')}/${textAt(entry, 'key')}`);
    if (value === undefined) throw new Error(`${reference} gives no ${name}`);
    return value;
  };
  expect(
    parameter('configMapTargetRef', 'port', standIns.published) === String(postgres.port),
    'another port',
  );
  const rows = postgres.query(textAt(trigger, 'metadata', 'query') ?? '', {
    user: textAt(trigger, 'metadata', 'userName') ?? '',
    password: parameter('secretTargetRef', 'password', standIns.secrets),
    database: parameter('configMapTargetRef', 'dbName', standIns.published),
  });
  expect(rows.length === 1, `the query gives ${rows.length} rows`);
  return rows[0] ?? '';
}

/** Ends a container as the kubelet does: SIGTERM to its first process. */
function terminate({ pid }: Supervised): void {
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  process.kill(Number(first), 'SIGTERM');
}
