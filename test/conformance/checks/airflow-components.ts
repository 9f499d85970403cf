// Every Deployment of Airflow runs with its own command and answers its own probes; nobody has a secret too many.

import { type Fields, fieldsAt, isFields, type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { Supervised } from '../lib/process.ts';
import { eventually, inParallel, type NotYet } from '../lib/wait.ts';
import type { Airflow } from '../parts/airflow.ts';
import type { AirflowApi } from '../parts/airflow-api.ts';
import type { Container } from '../parts/airflow-pod.ts';
import { expect, type NamedChecks } from './airflow-checks.ts';

/** A Deployment that runs here as one pod. */
export type Component = { name: string; container: Container; program: Supervised };

/** Starts every Deployment, each with one pod. */
export async function startComponents(airflow: Airflow): Promise<Component[]> {
  return Promise.all(
    airflow.ofKind('Deployment').map(async (deployment) => {
      const container = airflow.container(deployment);
      const program = await airflow.start(container, async () => true);
      return { name: deployment.metadata.name.replace('airflow-', ''), container, program };
    }),
  );
}

/** Address of the server of a component. */
export const urlOf = ({ container }: Component) =>
  `http://127.0.0.1:${container.variables.AIRFLOW__API__PORT}`;

/** Asks every probe of every component until it answers, within the time that the manifest gives it. */
export async function checkProbes(
  airflow: Airflow,
  components: Component[],
  { check }: NamedChecks,
): Promise<void> {
  const probes = components.flatMap((component) =>
    probesOf(component).map((probe) => ({ component, ...probe })),
  );
  // One after the other for commands: each of them starts a Python of its own.
  await inParallel(probes, 2, ({ component, names, probe }) =>
    check(`${component.name} answers its ${names.join(', ')}`, async () => {
      await eventually('it answers', 300, async () => {
        if (!component.program.running()) throw new Error('the program has ended');
        const why = await ask(airflow, component, probe);
        return why ? { notYet: why } : true;
      });
    }),
  );
}

/** Here all components share one machine with the rest of the rig, so an answer may take longer than on nodes. */
const patience = 6;

/** The probes of a component; those that ask the same are one. */
function probesOf({ container }: Component): { names: string[]; probe: Fields }[] {
  const found = new Map<string, { names: string[]; probe: Fields }>();
  for (const name of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    const probe = fieldsAt(container.spec, name);
    if (Object.keys(probe).length === 0) continue;
    const key = JSON.stringify([probe.httpGet, probe.exec, probe.tcpSocket]);
    const entry = found.get(key) ?? { names: [], probe };
    entry.names.push(name);
    found.set(key, entry);
  }
  return [...found.values()];
}

async function ask(airflow: Airflow, component: Component, probe: Fields): Promise<string | undefined> {
  const path = textAt(probe, 'httpGet', 'path');
  const seconds = Number(probe.timeoutSeconds ?? 1) * patience;
  if (path) {
    const answer = await fetch(`${urlOf(component)}${path}`, {
      signal: AbortSignal.timeout(seconds * 1000),
    }).catch((error: unknown) => String(error));
    return typeof answer === 'string' ? answer : answer.ok ? undefined : `HTTP ${answer.status}`;
  }
  const command = listAt(probe, 'exec', 'command').map(String);
  expect(command.length > 0, 'the probe asks neither a path nor a command');
  const { code, output } = await airflow.run(component.container, command, seconds);
  return code === 0 ? undefined : `exit ${code}: ${output.trim().split('\n').at(-1)}`;
}

/** Secrets that only some components may have, as variables, and who that is. */
const holders: { [variable: string]: RegExp } = {
  AIRFLOW__DATABASE__SQL_ALCHEMY_CONN:
    /^(api-server|execution-api|scheduler|dag-processor|triggerer|migration|history|reaper)/,
  AIRFLOW__CORE__FERNET_KEY: /^(api-server|execution-api|scheduler|dag-processor|triggerer|fernet-rotation)/,
  AIRFLOW__API_AUTH__JWT_SECRET: /^(api-server|execution-api|scheduler)$/,
  AIRFLOW__API__SECRET_KEY: /^(api-server|triggerer|worker-.*)$/,
  AIRFLOW__CELERY__BROKER_URL: /^(scheduler|worker-.*|flower)$/,
  AIRFLOW__CELERY__RESULT_BACKEND: /^(scheduler|worker-.*|flower)$/,
};

/** Checks who has which secret, and that what a worker's task needs arrives all the same. */
export async function checkSecrets(
  components: Component[],
  api: AirflowApi,
  { check }: NamedChecks,
): Promise<void> {
  for (const [variable, who] of Object.entries(holders)) {
    const name = (present: boolean) =>
      components
        .filter(({ container }) => variable in container.variables === present)
        .map((one) => one.name);
    const without = name(false);
    await check(`${variable} is not given to ${without.join(', ')}, which run without it`, () => {
      const tooMany = name(true).filter((one) => !who.test(one));
      expect(tooMany.length === 0, `${tooMany.join(', ')} have it`);
      const ended = components.filter(
        ({ name: one, program }) => without.includes(one) && !program.running(),
      );
      expect(ended.length === 0, `${ended.map((one) => one.name).join(', ')} ended`);
    });
  }
  await check(
    'a task reads a variable and a connection that the worker itself could not decrypt',
    async () => {
      await api.send('POST', '/variables', { key: 'conformance', value: 'a stored value' });
      const connection = {
        connection_id: 'conformance',
        conn_type: 'generic',
        password: 'a stored password',
      };
      await api.send('POST', '/connections', connection);
      const run = await api.trigger('conformance_surroundings');
      await api.succeeded('conformance_surroundings', run, 300);
      const found = await eventually('the log is there', 120, async () =>
        seen(await api.log('conformance_surroundings', run, 'look')),
      );
      expect(
        textAt(found, 'variable') === 'a stored value',
        `the task saw ${JSON.stringify(found).slice(0, 600)}`,
      );
      // Airflow hides passwords in logs; another value than the mask would be wrong as well.
      expect(
        ['***', 'a stored password'].includes(textAt(found, 'password') ?? ''),
        `the password is ${textAt(found, 'password')}`,
      );
      const variables = listAt(found, 'variables').map(String);
      expect(variables.length > 5, `the task sees ${variables.length} variables only`);
      const secret = variables.filter((one) => /SQL_ALCHEMY|FERNET|JWT_SECRET|DATABASE_PASSWORD/.test(one));
      expect(secret.length === 0, `the task sees ${secret.join(', ')}`);
    },
  );
}

/** What the task has printed; a log is uploaded after the end of its task. */
function seen(log: string): Fields | NotYet {
  const text = /surroundings: (\{.*\})/.exec(log)?.[1];
  if (!text) return { notYet: `it has no line of the task: ${log.slice(-400)}` };
  const found: unknown = JSON.parse(text);
  return isFields(found) ? found : {};
}

/** The Jobs of the sync in the order of their waves. */
export function syncJobs({ ofKind }: Airflow): KubeObject[] {
  const wave = ({ metadata }: KubeObject) =>
    Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
  return ofKind('Job').sort((a, b) => wave(a) - wave(b));
}
