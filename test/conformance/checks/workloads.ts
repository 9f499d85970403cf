// Starts each environment's workloads on pretended nodes: Deployments must become available, Jobs must complete.

import { at, fieldsAt, type KubeObject, listAt, nameOf } from '../lib/json.ts';
import { wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import type { Cluster } from '../parts/cluster.ts';
import { startControllers } from '../parts/controllers.ts';
import { nodesFor, startKwok } from '../parts/kwok.ts';
import { startOperatorsActor } from '../parts/operators-actor.ts';
import { layFoundation } from './foundation.ts';
import { podOf } from './pods.ts';

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];
const before = ['ConfigMap', 'PersistentVolume', 'PersistentVolumeClaim', 'Service', 'PodDisruptionBudget'];

/** Whether a manifest is something that runs pods by itself. */
export function isWorkload(manifest: Manifest): boolean {
  return !isPreview(manifest) && workloadKinds.includes(manifest.object.kind);
}

/** Starts what turns workloads into running pods, with nodes for the pods of an environment. */
export async function startNodes(rig: Rig, cluster: Cluster, environment: EnvironmentTree): Promise<void> {
  await startControllers(rig, cluster);
  await startKwok(rig, cluster);
  const pods = environment.manifests.flatMap(({ object }) => podOf(object)?.pod ?? []);
  for (const node of nodesFor(pods)) {
    await cluster.client.create(node);
    await cluster.client.merge(node, { status: node.status }, 'status');
  }
  rig.atEnd((await startOperatorsActor(cluster.client)).stop);
}

/** Runs the check on one environment. */
export async function checkWorkloads(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  const workloads = environment.manifests.filter(isWorkload);
  await rig.log.step('controllers and nodes', () => startNodes(rig, cluster, environment));
  const failures = await rig.log.step(
    'workloads',
    () => runWorkloads(cluster, environment, workloads),
    (found) => `${workloads.length - found.size} of ${workloads.length} running or complete`,
  );
  for (const [where, why] of failures) report.failed({ where, why });
  const good = workloads.length - failures.size;
  report.passed(good);
  report.tally({ what: 'workloads running or complete', good, all: workloads.length });
}

async function runWorkloads(
  { client }: Cluster,
  environment: EnvironmentTree,
  workloads: Manifest[],
): Promise<Map<string, string>> {
  const failures = new Map<string, string>();
  const refuse = (file: string, why: string) => failures.set(file, why);
  await layFoundation(client, environment, refuse);
  const first = environment.manifests.filter(
    (manifest) => !isPreview(manifest) && before.includes(manifest.object.kind),
  );
  for (const { file, object } of [...first, ...workloads]) {
    const answer = await client.create(object);
    if (answer.status >= 400) refuse(file, wordsOf(answer));
  }
  await Promise.all(
    workloads.map(async ({ file, object }) => {
      if (failures.has(file)) return;
      try {
        await eventually(`${nameOf(object)} is up`, 90, async () => {
          const now = await client.read(object);
          const missing = now ? notUp(now) : 'it is gone';
          return missing ? { notYet: missing } : true;
        });
      } catch (error) {
        failures.set(file, error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return failures;
}

/** What a workload still lacks to be called up, or undefined. */
export function notUp(workload: KubeObject): string | undefined {
  const conditions = listAt(workload, 'status', 'conditions').map((entry) => fieldsAt(entry));
  const holds = (type: string) => conditions.some((one) => one.type === type && one.status === 'True');
  const said = conditions.map(({ type, status, message }) => `${type}=${status} ${message ?? ''}`).join('; ');
  const count = (...path: string[]) => Number(at(workload, ...path) ?? 0);
  switch (workload.kind) {
    case 'Deployment':
      return holds('Available') ? undefined : said || 'it has no status';
    case 'Job':
      return holds('Complete') ? undefined : said || 'it has no status';
    case 'StatefulSet': {
      const wanted = Number(at(workload, 'spec', 'replicas') ?? 1);
      const ready = count('status', 'readyReplicas');
      return ready >= wanted ? undefined : `${ready} of ${wanted} pods are ready`;
    }
    default: {
      const wanted = count('status', 'desiredNumberScheduled');
      const ready = count('status', 'numberReady');
      return wanted > 0 && ready >= wanted ? undefined : `${ready} of ${wanted} pods are ready`;
    }
  }
}
