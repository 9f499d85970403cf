// Lets the real Argo CD deliver each environment from its root Application, and tries its AppProjects' limits.

import { load } from 'js-yaml';
import { fieldsAt, isKubeObject, type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, previewFolder } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import { startArgoCd } from '../parts/argocd.ts';
import { startAwsProviderActor } from '../parts/aws-provider-actor.ts';
import type { Clusters } from '../parts/cluster.ts';
import { startCrossplane, startFunctions } from '../parts/crossplane.ts';
import { startGitDaemon } from '../parts/git-daemon.ts';
import { type Delivery, planDelivery } from './delivery.ts';
import { checkRefusals, refusalFiles } from './refusals.ts';
import { startNodes } from './workloads.ts';

const syncSeconds = 300;
const refusal = /is not permitted in project/;

/** Runs the check over all environments, each on a cluster of its own. */
export async function checkArgoCd(
  rig: Rig,
  clusters: Clusters,
  tree: EnvironmentTree[],
  report: Report,
): Promise<void> {
  const sums = { synced: 0, own: 0, thirdParty: 0, refused: 0, tried: 0 };
  for (const environment of tree) {
    const stops: (() => Promise<void>)[] = [];
    const cluster = await rig.log.step(`API server for ${environment.name}`, () =>
      clusters.start(`${environment.name}-delivery`),
    );
    stops.push(() => cluster.stop());
    const { client } = cluster;
    const git = await rig.log.step('git daemon', () => startGitDaemon(rig));
    stops.push(() => git.program.stop());
    const delivery = planDelivery(environment, git.url);
    git.commit(new Map([...delivery.files, ...refusalFiles]), delivery.revisions);
    await rig.log.step('controllers, nodes, Crossplane and actors', async () => {
      stops.push(await startNodes(rig, cluster, environment));
      const functions = await startFunctions(rig, cluster, [
        'function-patch-and-transform',
        'function-auto-ready',
      ]);
      const core = await startCrossplane(rig, cluster);
      const actor = await startAwsProviderActor(client, { progress: 'all' });
      stops.push(functions.stop, core.stop, actor.stop);
    });
    const argocd = await rig.log.step('Argo CD', () => startArgoCd(rig, cluster, delivery.settings));
    stops.push(argocd.stop);
    const synced = await rig.log.step(
      `applications of ${environment.name}`,
      () => deliver(client, environment, delivery, report),
      (count) =>
        `${count} of ${delivery.own.length} Synced, ${delivery.thirdParty.length} third-party ones not looked at`,
    );
    const refusals = await rig.log.step(
      `limits of the AppProjects of ${environment.name}`,
      () => checkRefusals(client, delivery, git.url, report),
      ({ refused, tried }) => `${refused} of ${tried} refused`,
    );
    sums.synced += synced;
    sums.own += delivery.own.length;
    sums.thirdParty += delivery.thirdParty.length;
    sums.refused += refusals.refused;
    sums.tried += refusals.tried;
    for (const stop of stops.reverse()) await stop();
  }
  report.passed(sums.synced + sums.refused);
  report.tally({ what: 'foreign manifests refused', good: sums.refused, all: sums.tried });
  const remark = `${sums.thirdParty} on third-party charts or repositories not looked at: they cannot be fetched here`;
  report.tally({
    what: 'applications Synced',
    good: sums.synced,
    all: sums.own,
    ...(sums.thirdParty ? { remark } : {}),
  });
}

/** Applies the root Application and waits for all of ours; returns how many came to be Synced. */
async function deliver(
  client: KubeClient,
  environment: EnvironmentTree,
  delivery: Delivery,
  report: Report,
): Promise<number> {
  await deliverOnce(client, delivery);
  const synced = new Set<string>();
  const reasons = new Map<string, string>();
  try {
    await eventually(
      'all applications are Synced',
      syncSeconds,
      async () => {
        for (const { file, object } of delivery.own) {
          const now = await client.read(object);
          const reason = now ? notSynced(now, environment) : 'it was never created';
          if (!reason) synced.add(file);
          else {
            synced.delete(file);
            reasons.set(file, reason);
          }
          if (now) await syncByHand(client, now);
        }
        // A project's refusal is final: no retry changes it.
        const open = delivery.own.filter(
          ({ file }) => !synced.has(file) && !refusal.test(reasons.get(file) ?? ''),
        );
        return open.length === 0 ? true : { notYet: `${synced.size} are` };
      },
      1000,
    );
  } catch {
    // Each application that is not Synced is reported with its own reason.
  }
  for (const { file } of delivery.own.filter((one) => !synced.has(one.file)))
    report.failed({ where: file, why: `not Synced: ${reasons.get(file)}` });
  return synced.size;
}

/** Does what a person does once by hand: applies the project that the root itself needs, then the root. */
export async function deliverOnce(client: KubeClient, delivery: Delivery): Promise<void> {
  const project = textAt(delivery.root, 'spec', 'project');
  const objects = [...delivery.files.values()].map((text) => load(text)).filter(isKubeObject);
  const own = objects.filter(({ kind, metadata }) => kind === 'AppProject' && metadata.name === project);
  for (const object of [...own, delivery.root]) await client.apply(object);
}

/** Why an Application does not count as Synced, or undefined. */
function notSynced(application: KubeObject, environment: EnvironmentTree): string | undefined {
  const sync = textAt(application, 'status', 'sync', 'status');
  const phase = textAt(application, 'status', 'operationState', 'phase');
  const conditions = listAt(application, 'status', 'conditions').flatMap(
    (one) => textAt(one, 'message') ?? [],
  );
  if (sync === 'Synced' && conditions.length === 0 && (phase === undefined || phase === 'Succeeded'))
    return undefined;
  const differing = listAt(application, 'status', 'resources')
    .filter((one) => fieldsAt(one).status !== 'Synced')
    .map((one) => `${fieldsAt(one).kind} ${fieldsAt(one).name} is ${fieldsAt(one).status}`);
  const failed = listAt(application, 'status', 'operationState', 'syncResult', 'resources')
    .filter((one) => fieldsAt(one).status === 'SyncFailed')
    .map((one) => {
      const { kind, name, message } = fieldsAt(one);
      const found = environment.manifests.find(
        ({ object, application: folder }) =>
          folder !== previewFolder && object.kind === kind && object.metadata.name === name,
      );
      return `${found?.file ?? 'no file'}: ${kind} ${name}: ${message}`;
    });
  const message = textAt(application, 'status', 'operationState', 'message');
  const details = [...conditions, ...failed, message ?? '', ...differing.slice(0, 5)].filter(Boolean);
  return [`status ${sync ?? 'unknown'}, last sync ${phase ?? 'none'}`, ...details].join('; ');
}

// An environment may leave each sync to a person; here the rig is that person.
async function syncByHand(client: KubeClient, application: KubeObject): Promise<void> {
  const automatic = fieldsAt(application, 'spec', 'syncPolicy').automated !== undefined;
  const outOfSync = textAt(application, 'status', 'sync', 'status') === 'OutOfSync';
  const phase = textAt(application, 'status', 'operationState', 'phase');
  if (automatic || !outOfSync || application.operation || phase === 'Running') return;
  const syncOptions = listAt(application, 'spec', 'syncPolicy', 'syncOptions');
  await client.merge(application, {
    operation: { initiatedBy: { username: 'conformance' }, sync: { syncOptions } },
  });
}
