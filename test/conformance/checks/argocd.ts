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
import type { Cluster } from '../parts/cluster.ts';
import { startCrossplane, startFunctions } from '../parts/crossplane.ts';
import { startGitDaemon } from '../parts/git-daemon.ts';
import { type Delivery, planDelivery } from './delivery.ts';
import { checkRefusals, refusalFiles } from './refusals.ts';
import { startNodes } from './workloads.ts';

// Two busy cores have needed 500.
const syncSeconds = 900;

// Argo CD looks at each application every ten seconds; what stands still for so long waits for something that is not coming.
const standstillMs = 120_000;
const refusal = /is not permitted in project/;

/** Runs the check on one environment. */
export async function checkArgoCd(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  const { client } = cluster;
  const git = await startGitDaemon(rig);
  const delivery = planDelivery(environment, git.url);
  git.commit(new Map([...delivery.files, ...refusalFiles]), delivery.revisions);
  await rig.log.step('controllers, nodes, Crossplane and actors', async () => {
    await startNodes(rig, cluster, environment);
    await startFunctions(rig, cluster, ['function-patch-and-transform', 'function-auto-ready']);
    await startCrossplane(rig, cluster);
    rig.atEnd((await startAwsProviderActor(client, { progress: 'all' })).stop);
  });
  await rig.log.step('Argo CD', () => startArgoCd(rig, cluster, delivery.settings));
  const synced = await rig.log.step(
    'applications',
    () => deliver(client, environment, delivery, report),
    (count) =>
      `${count} of ${delivery.own.length} Synced, ${delivery.thirdParty.length} third-party ones not looked at`,
  );
  const { refused, tried } = await rig.log.step(
    'limits of the AppProjects',
    () => checkRefusals(client, delivery, git.url, report),
    (found) => `${found.refused} of ${found.tried} foreign manifests refused`,
  );
  report.passed(synced + refused);
  report.tally({ what: 'foreign manifests refused', good: refused, all: tried });
  const third = delivery.thirdParty.length;
  if (third > 0) report.notLookedAt('applications on third-party charts or repositories', third);
  report.tally({ what: 'applications Synced', good: synced, all: delivery.own.length });
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
  let last = '';
  let since = Date.now();
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
        const states = JSON.stringify([...reasons]);
        if (states !== last) since = Date.now();
        last = states;
        const over = open.length === 0 || Date.now() - since > standstillMs;
        return over ? true : { notYet: `${synced.size} are` };
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
