// `npm run rig`: starts the real parts around one environment and leaves them running, to try things by hand.

import { planDelivery } from './checks/delivery.ts';
import { deliverOnce } from './checks/sync.ts';
import { startNodes } from './checks/workloads.ts';
import { onSignal, openRig } from './lib/rig.ts';
import { MissingTool } from './lib/tools.ts';
import { readTree } from './lib/tree.ts';
import { readOptions } from './options.ts';
import { startArgoCd } from './parts/argocd.ts';
import { startAwsProviderActor } from './parts/aws-provider-actor.ts';
import { prepareClusters } from './parts/cluster.ts';
import { readCrds } from './parts/crds.ts';
import { startCrossplane, startFunctions } from './parts/crossplane.ts';
import { startGitDaemon } from './parts/git-daemon.ts';

const options = readOptions(
  'npm run rig --',
  'Starts a cluster with Crossplane, Argo CD and pretended nodes, and delivers one environment to it.',
  process.argv,
);
const rig = openRig((line) => console.log(line));
onSignal(() => rig.close(false));

try {
  const all = readTree(options.tree);
  const environment = options.environment ? all.find(({ name }) => name === options.environment) : all[0];
  if (!environment)
    throw new Error(`no environment ${options.environment}, only ${all.map(({ name }) => name).join(', ')}`);
  const clusters = await rig.log.step('clusters', () => prepareClusters(rig, readCrds(options.crds)));
  const cluster = await rig.log.step('API server', () => clusters.start('rig'));
  await rig.log.step('controllers and nodes', () => startNodes(rig, cluster, environment));
  await rig.log.step('Crossplane', async () => {
    await startFunctions(rig, cluster, ['function-patch-and-transform', 'function-auto-ready']);
    await startCrossplane(rig, cluster);
    rig.atEnd((await startAwsProviderActor(cluster.client, { progress: 'all' })).stop);
  });
  const git = await rig.log.step('git daemon', () => startGitDaemon(rig));
  const delivery = planDelivery(environment, git.url);
  git.commit(delivery.files, delivery.revisions);
  await rig.log.step('Argo CD', () => startArgoCd(rig, cluster, delivery.settings));
  await deliverOnce(cluster.client, delivery);
  console.log(`
${environment.name} is being delivered from ${git.url}.
Look at it in another terminal:

  export KUBECONFIG=${cluster.kubeconfig}
  kubectl get applications -n argocd

Ctrl-C stops everything.`);
  setInterval(() => {}, 60_000);
} catch (error) {
  const told = error instanceof Error ? error.message : String(error);
  console.error(error instanceof MissingTool ? told : `the rig did not start: ${told}`);
  await rig.close(!(error instanceof MissingTool));
  process.exit(1);
}
