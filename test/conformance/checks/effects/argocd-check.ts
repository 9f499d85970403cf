// Compares what `diff` predicts for Argo CD with what Argo CD reports and does.

import { nameOf } from '../../lib/json.ts';
import type { Report } from '../../lib/report.ts';
import type { Rig } from '../../lib/rig.ts';
import type { EnvironmentTree } from '../../lib/tree.ts';
import { startArgoCd } from '../../parts/argocd.ts';
import type { Cluster } from '../../parts/cluster.ts';
import { startGitDaemon } from '../../parts/git-daemon.ts';
import { planDelivery } from '../delivery.ts';
import { filesOf, type SyncTruth, syncTruths } from './argocd-truth.ts';
import type { Prediction } from './predictions.ts';
import type { SyncChange } from './sync-sample.ts';

/** Lets Argo CD deliver the changes; apart go those that are to be refused or asked about, for one of them stops a whole sync. */
export async function checkArgoCdEffects(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  sampled: readonly SyncChange[],
  predictions: readonly Prediction[],
  report: Report,
): Promise<void> {
  const { client } = cluster;
  const predicted = new Map(predictions.map((prediction) => [prediction.id, prediction]));
  // Where diff shows nothing, Argo CD may see another order or spelling, and applies it to no effect.
  const changes = sampled.filter((change) => isShown(change, predicted.get(change.id)));
  const isRefused = ({ id }: SyncChange) => refusalOf(predicted.get(id)) !== undefined;
  const isAsked = ({ id }: SyncChange) => predicted.get(id)?.prune === 'asked';
  const applications = [
    { name: 'accepted', changes: changes.filter((change) => !isRefused(change) && !isAsked(change)) },
    { name: 'refused', changes: changes.filter(isRefused) },
    { name: 'asked', changes: changes.filter(isAsked) },
  ];
  const git = await startGitDaemon(rig);
  git.commit(new Map(applications.flatMap(({ name, changes: own }) => [...filesOf(name, own)])), []);
  const { settings } = planDelivery(environment, git.url);
  await rig.log.step('Argo CD', () => startArgoCd(rig, cluster, settings));
  await client.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  });
  for (const { id } of changes)
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: id } });
  const truths = await rig.log.step(`${changes.length} changes by Argo CD`, () =>
    Promise.all(applications.map((one) => syncTruths(client, git.url, one.name, one.changes))),
  );
  const found = new Map(truths.flatMap((one) => [...one]));
  let good = 0;
  for (const change of changes) {
    const [prediction, truth] = [predicted.get(change.id), found.get(change.id)];
    const why = prediction && truth ? mismatch(prediction, truth) : 'nothing was found out';
    const object = change.after ?? change.before;
    const where = `${change.file} (${change.what} of ${object ? nameOf(object) : change.id}, by Argo CD)`;
    if (why === undefined) good += 1;
    else report.failed({ where, why });
  }
  report.passed(good);
  report.tally({ what: 'predicted Argo CD effects', good, all: changes.length });
}

function isShown({ before, after }: SyncChange, prediction: Prediction | undefined): boolean {
  return !before || !after || (prediction?.fields.length ?? 0) > 0;
}

/** The refusal that Argo CD passes on. */
function refusalOf(prediction: Prediction | undefined): string | undefined {
  return prediction?.isReplaced ? undefined : prediction?.refusal;
}

function mismatch(prediction: Prediction, truth: SyncTruth): string | undefined {
  const { fields, prune, isDefault } = prediction;
  const refusal = refusalOf(prediction);
  const changed = fields.join(', ') || 'no field';
  if (!truth.inSyncBefore) return 'Argo CD does not bring it in sync before the change';
  if (isDefault === truth.outOfSync)
    return isDefault
      ? `diff says that ${changed} changes nothing, but Argo CD reports it as out of sync`
      : `diff shows ${changed}, but Argo CD reports it as in sync`;
  if ((refusal === undefined) !== (truth.refusal === undefined))
    return refusal === undefined
      ? `diff lets ${changed} change, but Argo CD says: ${truth.refusal}`
      : `diff says of ${changed}: ${refusal} But Argo CD syncs it.`;
  return prune === truth.prune
    ? undefined
    : `diff says that it is ${prune ?? 'not pruned'}, but it is ${truth.prune ?? 'not pruned'}`;
}
