// Asks the API server, as an Airflow worker, for pods that a DAG might want among the jobs: it must refuse the bad ones.

import { type Environment, loadEnvironments } from '../../../envs/index.ts';
import { at, copy, fieldsAt, listAt, textAt } from '../lib/json.ts';
import { type Answer, KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import type { Cluster } from '../parts/cluster.ts';
import { startControllers } from '../parts/controllers.ts';
import { type AdmissionCase, admissionCases, type JobPod } from './admission-cases.ts';
import { layFoundation } from './foundation.ts';

const worker = { namespace: 'airflow', name: 'airflow-worker' };
const jobsNamespace = 'helical-runner';
const rules = [
  'Role',
  'RoleBinding',
  'ResourceQuota',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
];

/** Runs the check on one environment. Pods are tried as dry runs alone. */
export async function checkAdmission(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  // The hub runs no jobs.
  if (!environment.manifests.some(({ object }) => object.kind === 'PodTemplate')) return;
  const described = loadEnvironments().find(({ name }) => name === environment.name);
  if (!described) throw new Error(`envs/ describes no environment ${environment.name}`);
  const { client } = cluster;
  // kube-controller-manager fills in what a quota allows; until then every pod is refused.
  await rig.log.step('controllers', () => startControllers(rig, cluster));
  await layFoundation(client, environment, (where, why) => report.failed({ where, why }));
  for (const manifest of environment.manifests)
    if (!isPreview(manifest) && rules.includes(manifest.object.kind)) await client.apply(manifest.object);
  const asWorker = await clientOf(cluster, worker);
  rig.atEnd(async () => asWorker.close());
  const problems = await rig.log.step('pods of jobs', () => tryAll(asWorker, environment, described));
  for (const why of problems) report.failed({ where: environment.name, why });
  const all = admissionCases.length;
  report.passed(all - problems.length);
  report.tally({ what: 'pods of jobs admitted or refused', good: all - problems.length, all });
}

async function clientOf(
  { client, port, authority }: Cluster,
  { namespace, name }: { namespace: string; name: string },
): Promise<KubeClient> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const token = textAt(await client.call('POST', path, request), 'status', 'token') ?? '';
  return new KubeClient({ port, caPem: authority.pem, token });
}

async function tryAll(
  client: KubeClient,
  environment: EnvironmentTree,
  described: Environment,
): Promise<string[]> {
  const gpuClass = described.runner.jobClasses.find(({ gpus }) => gpus === 1);
  if (!gpuClass) throw new Error(`${described.name} has no job class with one GPU`);
  const attempt = async ({ change }: AdmissionCase) => {
    const pod = podOf(environment, gpuClass.name);
    change(pod, described);
    return client.send(
      'POST',
      `/api/v1/namespaces/${jobsNamespace}/pods?dryRun=All&fieldValidation=Strict`,
      pod,
    );
  };
  const judge = async (one: AdmissionCase) => {
    try {
      await eventually('the server answers as expected', 20, async () => {
        const why = unlike(one, await attempt(one));
        return why ? { notYet: why } : true;
      });
      return [];
    } catch (error) {
      return [`${one.name}: ${error instanceof Error ? error.message : String(error)}`];
    }
  };
  // The server heeds new quotas and policies a moment after they are stored. What must be accepted comes last, so that
  // it is judged by all of them.
  const refused = await Promise.all(admissionCases.filter(({ refusal }) => refusal).map(judge));
  const accepted = await Promise.all(admissionCases.filter(({ refusal }) => !refusal).map(judge));
  return [...refused, ...accepted].flat();
}

/** In what an answer is not the expected one. */
function unlike({ refusal }: AdmissionCase, answer: Answer): string | undefined {
  const words = wordsOf(answer);
  if (refusal === undefined) return answer.status < 400 ? undefined : words;
  if (answer.status >= 400 && words.includes(refusal)) return undefined;
  return `${answer.status < 400 ? 'it was accepted' : words} instead of "${refusal}"`;
}

/** The pod of a class as a task starts it. */
function podOf({ manifests }: EnvironmentTree, jobClass: string): JobPod {
  const found = manifests.find(
    ({ object }) => object.kind === 'PodTemplate' && object.metadata.name === jobClass,
  );
  const template = fieldsAt(found?.object, 'template');
  const pod = copy({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'job',
      namespace: jobsNamespace,
      labels: fieldsAt(template, 'metadata', 'labels'),
      annotations: {
        ...fieldsAt(template, 'metadata', 'annotations'),
        'helical.dev/dataset': 'inputs/pbmc3k.h5ad',
        'helical.dev/output': 'helical_model_workflow/manual__2026-01-01T00:00:00+00:00/pbmc3k',
      },
    },
    spec: {
      ...fieldsAt(template, 'spec'),
      volumes: listAt(template, 'spec', 'volumes'),
      tolerations: listAt(template, 'spec', 'tolerations'),
    },
  });
  if (!isJobPod(pod)) throw new Error(`the PodTemplate ${jobClass} has no complete pod`);
  return pod;
}

function isJobPod(pod: unknown): pod is JobPod {
  return listAt(pod, 'spec', 'containers').length > 0 && at(pod, 'spec', 'initContainers', 0) !== undefined;
}
