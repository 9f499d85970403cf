// Compares what `diff` predicts for sampled changes with what the API server, the controllers and Argo CD do.

import { Worker } from 'node:worker_threads';
import { isXrd } from '../../../scripts/check/schema/xrds.ts';
import { nameOf } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { inParallel } from '../lib/wait.ts';
import type { Cluster, Clusters } from '../parts/cluster.ts';
import { startCrossplane } from '../parts/crossplane.ts';
import { checkArgoCdEffects } from './effects/argocd-check.ts';
import { type SampledChange, sampleChanges } from './effects/changes.ts';
import type { Prediction, PredictionWork } from './effects/predictions.ts';
import { storageClasses } from './effects/stand-ins.ts';
import { sampleSyncs } from './effects/sync-sample.ts';
import { type Truth, truthOf } from './effects/truth.ts';
import { establishXrds } from './establish.ts';
import { startNodes } from './workloads.ts';

/** Runs the check on the environment with the most manifests: changes are made of what is there. */
export async function checkEffects(
  rig: Rig,
  clusters: () => Promise<Clusters>,
  tree: EnvironmentTree[],
  report: Report,
  { seed = 1 }: { seed?: number | undefined },
): Promise<void> {
  const [environment] = tree.toSorted((a, b) => syncedOf(b).length - syncedOf(a).length);
  if (!environment) throw new Error('there is no environment to make changes of');
  const changes = sampleChanges(environment.manifests, seed);
  const definitions = environment.manifests.filter(({ object }) => isXrd(object));
  const shared = [...definitions.map(({ object }) => object), ...storageClasses];
  const { start } = await clusters();
  const cluster = await rig.log.step('API server', () => start('effects', rig));
  await rig.log.step('definitions', () => prepare(rig, cluster, environment, report));
  const syncs = sampleSyncs(environment.manifests, seed);
  const diffed = rig.log.step('diff of changes', () =>
    inThread(rig, { changes: [...changes, ...syncs], shared }),
  );
  const truths = await rig.scope(async (own) => {
    await own.log.step('controllers and nodes', () => startNodes(own, cluster, environment));
    return own.log.step(
      `${changes.length} changes`,
      () => inParallel(changes, 40, (change) => attempt(cluster.client, change)),
      (found) => `${found.filter((one) => 'refusal' in one && one.refusal !== undefined).length} refused`,
    );
  });
  const predictions = await diffed;
  compare(changes, predictions, truths, report);
  const ofSyncs = predictions.slice(changes.length);
  await checkArgoCdEffects(rig, cluster, environment, syncs, ofSyncs, report);
}

function syncedOf({ manifests }: EnvironmentTree): Manifest[] {
  return manifests.filter((manifest) => !isPreview(manifest));
}

/** Makes the kinds of our cloud APIs known, and what all objects share. Crossplane ends then: nothing is to be composed. */
async function prepare(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  const { client } = cluster;
  await rig.scope(async (own) => {
    await startCrossplane(own, cluster);
    const xrds = environment.manifests.filter(({ object }) => isXrd(object));
    await establishXrds(client, xrds, (file, why) => report.failed({ where: file, why }));
  });
  const classes = environment.manifests.filter(({ object }) => object.kind === 'PriorityClass');
  for (const object of [...classes.map((one) => one.object), ...storageClasses]) await client.apply(object);
  for (const { object } of environment.manifests.filter((one) => one.object.kind === 'Namespace'))
    await client.apply(object);
}

/** Compares in a thread of its own. */
function inThread(rig: Rig, workerData: PredictionWork): Promise<Prediction[]> {
  const thread = new Worker(new URL('./effects/prediction-thread.ts', import.meta.url), { workerData });
  rig.atEnd(async () => {
    await thread.terminate();
  });
  return new Promise((resolve, reject) => {
    thread.once('message', (predictions: Prediction[]) => resolve(predictions));
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that compares ended without a result')));
  });
}

async function attempt(client: KubeClient, change: SampledChange): Promise<Truth | { failure: string }> {
  try {
    return await truthOf(client, change);
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function compare(
  changes: readonly SampledChange[],
  predictions: readonly Prediction[],
  truths: readonly (Truth | { failure: string })[],
  report: Report,
): void {
  let good = 0;
  for (const [index, change] of changes.entries()) {
    const [prediction, truth] = [predictions[index], truths[index]];
    const why = prediction && truth ? mismatch(prediction, truth) : 'nothing was found out';
    if (why === undefined) good += 1;
    else report.failed({ where: `${change.file} (${change.what} of ${nameOf(change.before)})`, why });
  }
  report.passed(good);
  report.tally({ what: 'predicted cluster effects', good, all: changes.length });
}

function mismatch(prediction: Prediction, truth: Truth | { failure: string }): string | undefined {
  if ('failure' in truth) return truth.failure;
  const { refusal, fields, restarts } = prediction;
  const changed = fields.join(', ') || 'no field';
  if (truth.refusal !== undefined)
    return refusal === undefined
      ? `diff lets ${changed} change, but the API server says: ${truth.refusal}`
      : undefined;
  if (refusal !== undefined) return `diff says of ${changed}: ${refusal} But the API server accepts it.`;
  const predicted = restarts === 'all' ? truth.pods : restarts;
  if (predicted === truth.replaced) return undefined;
  return `diff says that ${predicted} of ${truth.pods} pods are replaced for ${changed}, but it is ${truth.replaced}`;
}
