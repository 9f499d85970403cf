// `npm run test:conformance`: judges the generated tree by the real parts that will run it.

import { checkArgoCd } from './checks/argocd.ts';
import { checkCompositions } from './checks/compositions.ts';
import { checkCrossplane } from './checks/crossplane.ts';
import { checkManifests } from './checks/manifests.ts';
import { checkWorkloads } from './checks/workloads.ts';
import { newReport, type Report } from './lib/report.ts';
import { onSignal, openRig, type Rig } from './lib/rig.ts';
import { MissingTool } from './lib/tools.ts';
import { type EnvironmentTree, readTree } from './lib/tree.ts';
import { type Options, type PartName, partNames, readOptions } from './options.ts';
import { type Clusters, prepareClusters } from './parts/cluster.ts';
import { checkSelf } from './self-test.ts';

const options = readOptions(
  'npm run test:conformance --',
  'Judges the generated tree by a real API server, Crossplane and Argo CD.',
  process.argv,
);
const report = newReport();
const rig = openRig((line) => console.log(line));
let interrupted = false;
onSignal(() => {
  interrupted = true;
  return rig.close(false);
});

const checks: { [part in PartName]: (clusters: Clusters, tree: EnvironmentTree[]) => Promise<void> } = {
  'kube-apiserver': (clusters, tree) => checkManifests(rig, clusters, tree, report),
  crossplane: (clusters, tree) => checkCrossplane(rig, clusters, tree, report),
  compositions: () => checkCompositions(rig, report, options),
  workloads: (clusters, tree) => checkWorkloads(rig, clusters, tree, report),
  argocd: (clusters, tree) => checkArgoCd(rig, clusters, tree, report),
};

await attempt(report, 'the rig', async () => {
  const clusters = await rig.log.step(
    'clusters',
    () => prepareClusters(rig, options.crds),
    ({ crds }) => `${crds} CRDs stored`,
  );
  if (options.selfTest) return attempt(report, 'self-test', () => checkSelf(rig, clusters, report));
  const tree = environmentsOf(options);
  for (const part of options.only ? [options.only] : partNames)
    await attempt(report, part, () => checks[part](clusters, tree));
});
await finish(rig, report);

function environmentsOf({ tree, environment }: Options): EnvironmentTree[] {
  const all = readTree(tree);
  const chosen = environment ? all.filter(({ name }) => name === environment) : all;
  if (chosen.length === 0)
    throw new Error(
      `no environment ${environment} in ${tree}, only ${all.map(({ name }) => name).join(', ')}`,
    );
  return chosen;
}

/** Runs a part; what it throws is a failure or, where the machine lacks something, a skip. */
async function attempt(to: Report, part: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof MissingTool) to.skipped(part, error.message);
    else to.failed({ where: part, why: error instanceof Error ? error.message : String(error) });
  }
}

async function finish(from: Rig, results: Report): Promise<void> {
  // What fails because its parts are being stopped is no result; the signal's handler ends the process.
  if (interrupted) return new Promise(() => {});
  const { lines, success } = results.close({ skipsFail: process.env.CI === 'true' });
  await from.close(!success && results.failures.length > 0);
  for (const line of lines) console.log(line);
  process.exit(success ? 0 : 1);
}
