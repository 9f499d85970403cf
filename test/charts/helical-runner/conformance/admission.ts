// Asks a real API server for the pods of the table: node test/charts/helical-runner/conformance/admission.ts KUBECONFIG
// The cluster needs RBAC and kube-controller-manager, which fills in the quota. Nothing but dry runs is created of pods.
import { spawnSync } from 'node:child_process';
import type { IPodTemplate } from 'kubernetes-models/v1';
import { addPriorityClasses } from '../../../../charts/airflow/priority.ts';
import { helicalRunner } from '../../../../charts/helical-runner/index.ts';
import { type Environment, loadEnvironments } from '../../../../envs/index.ts';
import { Objects } from '../../airflow/built.ts';
import { admissionCases, type JobPod } from './admission-cases.ts';

const worker = 'system:serviceaccount:airflow:airflow-worker';

/** Tries every case in every environment; returns a line for each that came out differently. */
export function checkAdmission(kubeconfig: string, environment: Environment): string[] {
  const objects = new Objects(helicalRunner, environment);
  // Of the cloud resources nothing is needed here; their kinds may be unknown to the cluster.
  const priorities = new Objects(
    { ...helicalRunner, build: (chart) => addPriorityClasses(chart, environment) },
    environment,
  );
  for (const object of [...objects.all, ...priorities.all]) {
    if ('apiVersion' in object && /\.dev\/|crossplane/.test(String(object.apiVersion))) continue;
    const answer = kubectl(kubeconfig, ['apply', '--server-side', '--force-conflicts', '-f', '-'], object);
    if (answer.status !== 0) return [`${object.kind} ${object.metadata.name}: ${answer.stderr}`];
  }
  const gpuClass = environment.runner.jobClasses.find(({ gpus }) => gpus === 1);
  if (!gpuClass) return [`${environment.name} has no job class with one GPU`];
  return admissionCases.flatMap(({ name, change, refusal }) => {
    const pod = podOf(objects, gpuClass.name);
    change(pod, environment);
    const { status, stderr } = kubectl(
      kubeconfig,
      ['create', '--dry-run=server', '--validate=strict', '--as', worker, '-f', '-'],
      pod,
    );
    if (refusal === undefined) return status === 0 ? [] : [`${environment.name}, ${name}: ${stderr}`];
    if (status !== 0 && stderr.includes(refusal)) return [];
    return [`${environment.name}, ${name}: ${stderr || 'accepted'} instead of "${refusal}"`];
  });
}

/** The pod of a class as a task starts it. */
function podOf(objects: Objects, jobClass: string): JobPod {
  const { template } = objects.one<IPodTemplate>('PodTemplate', jobClass);
  const [main] = template?.spec?.containers ?? [];
  const [fetch] = template?.spec?.initContainers ?? [];
  if (!template?.spec || !main || !fetch) throw new Error(`The class ${jobClass} has no complete pod`);
  const { spec, metadata } = structuredClone(template);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'job',
      namespace: 'helical-runner',
      labels: { ...metadata?.labels },
      annotations: {
        ...metadata?.annotations,
        'helical.dev/dataset': 'inputs/pbmc3k.h5ad',
        'helical.dev/output': 'helical_model_workflow/manual__2026-01-01T00:00:00+00:00/pbmc3k',
      },
    },
    spec: {
      ...spec,
      containers: [structuredClone(main)],
      initContainers: [structuredClone(fetch)],
      volumes: spec?.volumes ?? [],
      tolerations: spec?.tolerations ?? [],
    },
  };
}

function kubectl(kubeconfig: string, args: string[], object: unknown) {
  const options = { encoding: 'utf8', input: JSON.stringify(object) } as const;
  return spawnSync('kubectl', ['--kubeconfig', kubeconfig, ...args], options);
}

if (import.meta.main) {
  const kubeconfig = process.argv[2];
  if (!kubeconfig) throw new Error('Give the path of a kubeconfig.');
  const environments = loadEnvironments();
  const problems = environments.flatMap((environment) => checkAdmission(kubeconfig, environment));
  const all = environments.length * admissionCases.length;
  console.log([...problems, `${all - problems.length} of ${all} as expected`].join('\n'));
  process.exitCode = problems.length > 0 ? 1 : 0;
}
