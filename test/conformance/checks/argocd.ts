// Lets the real Argo CD deliver each environment from its root Application, and tries its AppProjects' limits.

import type { KubeClient } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import type { EnvironmentTree } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import { startArgoCd } from '../parts/argocd.ts';
import { startAwsProviderActor } from '../parts/aws-provider-actor.ts';
import type { Cluster } from '../parts/cluster.ts';
import { startCrossplane, startFunctions } from '../parts/crossplane.ts';
import { startGitDaemon } from '../parts/git-daemon.ts';
import { type Delivery, planDelivery } from './delivery.ts';
import { checkHeldWave, heldBack, isHeldBack } from './held-wave.ts';
import { checkRefusals, refusalFiles } from './refusals.ts';
import { deliverOnce, notSynced, syncByHand } from './sync.ts';
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
  });
  const actor = await startAwsProviderActor(client, { progress: 'all', delays: heldBack });
  rig.atEnd(actor.stop);
  await rig.log.step('Argo CD', () => startArgoCd(rig, cluster, delivery.settings));
  await deliverOnce(client, delivery);
  if (environment.manifests.some(isHeldBack)) {
    const problems = await rig.log.step('workloads wait for a database that is not ready', () =>
      checkHeldWave(client, environment, delivery, actor),
    );
    for (const why of problems) report.failed({ where: `${environment.name}, sync waves`, why });
    if (problems.length === 0) report.passed();
    report.tally({ what: 'waves held back', good: problems.length === 0 ? 1 : 0, all: 1 });
  }
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

/** Waits for all of our Applications; returns how many came to be Synced. */
async function deliver(
  client: KubeClient,
  environment: EnvironmentTree,
  delivery: Delivery,
  report: Report,
): Promise<number> {
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
