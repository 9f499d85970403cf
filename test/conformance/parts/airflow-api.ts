// Asks Airflow's REST API as the administrator does.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Fields, fieldsAt, isFields, listAt, textAt } from '../lib/json.ts';
import { eventually } from '../lib/wait.ts';

/** A signed-on client of the REST API. */
export type AirflowApi = {
  get(path: string): Promise<unknown>;
  send(method: string, path: string, body: Fields): Promise<unknown>;
  /** Starts a run of a DAG, paused or not, and returns its id. */
  trigger(dag: string, conf?: Fields): Promise<string>;
  tasks(dag: string, run: string): Promise<Fields[]>;
  /** Waits until a run is over. @throws when it has failed, or is not over in time */
  succeeded(dag: string, run: string, timeoutSeconds: number): Promise<Fields[]>;
  /** The log of a task, as the interface shows it. */
  log(dag: string, run: string, task: string, mapIndex?: number): Promise<string>;
};

/** Signs on with user and password. @throws when the server refuses */
export async function signOn(url: string, user: string, password: string): Promise<AirflowApi> {
  const token = textAt(
    await request(`${url}/auth/token`, 'POST', {}, { username: user, password }),
    'access_token',
  );
  const send = (method: string, path: string, body?: Fields) =>
    request(`${url}/api/v2${path}`, method, { authorization: `Bearer ${token}` }, body);
  const get = (path: string) => send('GET', path);
  const runPath = (dag: string, run: string) => `/dags/${dag}/dagRuns/${encodeURIComponent(run)}`;
  const api: AirflowApi = {
    get,
    send,
    trigger: async (dag, conf = {}) => {
      const answer = await send('POST', `/dags/${dag}/dagRuns`, { logical_date: null, conf });
      // After it: a DAG that runs `@once` starts its own run when it is no longer paused, and ours goes first.
      await send('PATCH', `/dags/${dag}`, { is_paused: false });
      return textAt(answer, 'dag_run_id') ?? '';
    },
    tasks: async (dag, run) =>
      listAt(await get(`${runPath(dag, run)}/taskInstances`), 'task_instances').filter(isFields),
    succeeded: async (dag, run, timeoutSeconds) => {
      await eventually(`${dag} is over`, timeoutSeconds, async () => {
        const state = textAt(await get(runPath(dag, run)), 'state');
        if (state === 'success') return true;
        const states = (await api.tasks(dag, run)).map(
          (one) => `${one.task_id} is ${one.state ?? 'not started'}`,
        );
        if (state === 'failed' || states.some((one) => one.includes('up_for_retry')))
          throw new Error(`the run failed: ${states.join(', ')}`);
        return { notYet: `the run is ${state}: ${states.join(', ')}` };
      });
      return api.tasks(dag, run);
    },
    log: async (dag, run, task, mapIndex = -1) => {
      const path = `${runPath(dag, run)}/taskInstances/${task}/logs/1?map_index=${mapIndex}`;
      const lines = listAt(await get(path), 'content');
      return lines.map((line) => (isFields(line) ? String(line.event) : String(line))).join('\n');
    },
  };
  return api;
}

async function request(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: Fields,
): Promise<unknown> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (answer.ok) return text ? JSON.parse(text) : {};
    // A DAG is known some seconds after its file.
    if (answer.status !== 404 || attempt >= 40)
      throw new Error(`${method} ${new URL(url).pathname}: HTTP ${answer.status} ${text.slice(0, 300)}`);
    await sleep(500);
  }
}

/** Health of the components that report to the database, by name. */
export function healthOf(answer: unknown): Map<string, string> {
  return new Map(
    ['metadatabase', 'scheduler', 'triggerer', 'dag_processor'].map((name) => [
      name,
      textAt(fieldsAt(answer, name), 'status') ?? 'unknown',
    ]),
  );
}
