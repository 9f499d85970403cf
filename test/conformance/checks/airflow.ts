// Runs the generated Airflow for real: its migration, its components, its DAGs with pods in the cluster, its scaling.

import { readWorkflows } from '../../../charts/airflow/workflows.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import type { EnvironmentTree } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import { type Airflow, prepareAirflow } from '../parts/airflow.ts';
import { type AirflowApi, signOn } from '../parts/airflow-api.ts';
import type { Clusters } from '../parts/cluster.ts';
import { expect, expectSame, type NamedChecks, namedChecks } from './airflow-checks.ts';
import {
  type Component,
  checkProbes,
  checkSecrets,
  startComponents,
  syncJobs,
  urlOf,
} from './airflow-components.ts';
import { checkConfiguration } from './airflow-configuration.ts';
import { checkHousekeeping } from './airflow-housekeeping.ts';
import { checkJobs } from './airflow-jobs.ts';
import { checkPython } from './airflow-python.ts';
import { checkQueues, queuesToFill } from './airflow-queues.ts';
import { checkRefusals } from './airflow-refusals.ts';

/** Runs the check on the environment with the most components: they differ in sizes, and in what is split. */
export async function checkAirflow(
  rig: Rig,
  clusters: () => Promise<Clusters>,
  tree: EnvironmentTree[],
  report: Report,
): Promise<void> {
  const environment = largest(tree);
  if (!environment) throw new Error('no environment has Deployments of Airflow');
  const checks = namedChecks('airflow', report, rig.log.note);
  const airflow = await rig.log.step(`what Airflow of ${environment.name} needs`, async () =>
    prepareAirflow(rig, await clusters(), environment, queuesToFill),
  );
  await rig.log.step('migration and Python', () =>
    Promise.all([runSyncJobs(airflow, checks), checkPython(rig, airflow.python, checks, report)]),
  );
  const components = await startComponents(airflow);
  await rig.log.step('probes', () => checkProbes(airflow, components, checks));
  const api = await signOnAsAdmin(airflow, components);
  await rig.log.step('DAGs', () => checkDags(api, checks));
  await rig.log.step('jobs', () => checkJobs(airflow, api, checks));
  await rig.log.step('secrets', () => checkSecrets(components, api, checks));
  await rig.log.step('refusals', () => checkRefusals(airflow, checks));
  const workers = components.filter(({ name }) => name.startsWith('worker-')).map(({ program }) => program);
  await rig.log.step('queues', () => checkQueues(airflow, api, workers, checks));
  await rig.log.step('configuration and housekeeping', () =>
    Promise.all([
      checkConfiguration(airflow, componentNamed(components, 'scheduler').container, checks),
      checkHousekeeping(airflow, checks),
    ]),
  );
  for (const { program } of components) if (program.running()) process.kill(-program.pid, 'SIGKILL');
  checks.tally();
}

function largest(tree: EnvironmentTree[]): EnvironmentTree | undefined {
  const size = ({ manifests }: EnvironmentTree) =>
    manifests.filter(({ application, object }) => application === 'airflow' && object.kind === 'Deployment')
      .length;
  return tree.filter((one) => size(one) > 0).sort((a, b) => size(b) - size(a))[0];
}

async function runSyncJobs(airflow: Airflow, { check }: NamedChecks): Promise<void> {
  for (const job of syncJobs(airflow)) {
    const done = await check(`the Job ${job.metadata.name} completes`, async () => {
      const { code, output } = await airflow.run(airflow.container(job));
      expect(code === 0, `exit ${code}: ${output.trim().slice(-800)}`);
    });
    if (!done) throw new Error('the components wait for the Jobs of the sync');
  }
}

async function checkDags(api: AirflowApi, { check }: NamedChecks): Promise<void> {
  const workflows = Object.keys(readWorkflows());
  await check(`the DAGs ${workflows.join(' and ')} are there, and no file fails to import`, async () => {
    const named = await eventually('all DAGs are there', 180, async () => {
      const found = await dagNames(api);
      return workflows.every((name) => found.includes(name))
        ? found
        : { notYet: `there are ${found.join(', ')}` };
    });
    expectSame(
      named.filter((name) => !name.startsWith('conformance_')),
      workflows,
    );
    const errors = JSON.stringify(await api.get('/importErrors'));
    expect(errors.includes('"total_entries":0'), errors);
  });
}

async function dagNames(api: AirflowApi): Promise<string[]> {
  const answer = JSON.stringify(await api.get('/dags?limit=100'));
  return [...answer.matchAll(/"dag_id":"(\w+)"/g)].map(([, name = '']) => name);
}

function signOnAsAdmin({ standIns }: Airflow, components: Component[]): Promise<AirflowApi> {
  const [, password] =
    [...standIns.secrets].find(([key]) => /^airflow-admin-v\d+\/password$/.test(key)) ?? [];
  if (!password) throw new Error('the environment has no password of an administrator');
  return signOn(urlOf(componentNamed(components, 'api-server')), 'admin', password);
}

function componentNamed(components: Component[], name: string): Component {
  const found = components.find((one) => one.name === name);
  if (!found) throw new Error(`there is no Deployment airflow-${name}`);
  return found;
}
