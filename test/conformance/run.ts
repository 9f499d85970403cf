// `npm run test:conformance`: judges the generated tree by the real parts that will run it.

import { cloudApis } from '../../crossplane/index.ts';
import { checkAdmission } from './checks/admission.ts';
import { checkAirflow } from './checks/airflow.ts';
import { checkArgoCd } from './checks/argocd.ts';
import { checkBadSpecs } from './checks/bad-specs.ts';
import { checkCompositions } from './checks/compositions.ts';
import { checkCrossplane } from './checks/crossplane.ts';
import { checkEffects } from './checks/effects.ts';
import { checkHealth } from './checks/health.ts';
import { checkManifests } from './checks/manifests.ts';
import { checkMutations } from './checks/mutations.ts';
import { checkStatsd } from './checks/statsd.ts';
import { checkWorkloads } from './checks/workloads.ts';
import { newReport, type Report } from './lib/report.ts';
import { onSignal, openRig, type Rig } from './lib/rig.ts';
import { type EnvironmentTree, readTree } from './lib/tree.ts';
import { type Options, type PartName, readOptions } from './options.ts';
import type { Cluster } from './parts/cluster.ts';
import { type Part, runParts } from './schedule.ts';
import { checkSelf } from './self-test.ts';

const options = readOptions(
  'npm run test:conformance --',
  'Judges the generated tree by a real API server, Crossplane, Argo CD and Airflow.',
  process.argv,
);
const report = newReport();
const rig = openRig((line) => console.log(line));
let tree: EnvironmentTree[] = [];
let interrupted = false;
onSignal(() => {
  interrupted = true;
  return rig.close(false);
});

const checked = (...names: string[]) => names.map((name) => `checks/${name}.ts`);

const parts: { [part in PartName]: Part } = {
  'kube-apiserver': { each: checkApiServer, sources: checked('manifests', 'bad-specs') },
  crossplane: { each: checkCrossplane, sources: checked('crossplane') },
  workloads: { each: checkWorkloads, sources: checked('workloads') },
  admission: { each: checkAdmission, sources: checked('admission') },
  argocd: { each: checkArgoCd, sources: checked('argocd') },
  compositions: {
    whole: (own, _, __, found) => checkCompositions(own, found, options),
    sources: checked('compositions'),
  },
  mutations: {
    whole: (own, clusters, all, found) => checkMutations(own, clusters, all, found, options),
    sources: checked('mutations'),
  },
  effects: {
    whole: (own, clusters, all, found) => checkEffects(own, clusters, all, found, options),
    sources: checked('effects'),
  },
  health: { whole: (own, _, __, found) => checkHealth(own, found), sources: checked('health') },
  'statsd-exporter': { whole: (own, _, __, found) => checkStatsd(own, found), sources: checked('statsd') },
  'self-test': {
    whole: async (own, clusters, _, found) => checkSelf(own, await clusters(), found),
    sources: ['self-test.ts'],
  },
  airflow: { whole: checkAirflow, sources: checked('airflow') },
};

try {
  tree = environmentsOf(options);
  await runParts(rig, parts, options, tree, report);
} catch (error) {
  report.failed({ where: 'the rig', why: error instanceof Error ? error.message : String(error) });
}
await finish(rig, report);

// Bad specs are shown without Crossplane, which would change the good ones meanwhile.
async function checkApiServer(
  own: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  found: Report,
): Promise<void> {
  await own.scope((inner) => checkManifests(inner, cluster, environment, found));
  // The XRDs are the same in all environments, so one server is enough; the hub defines a few of them.
  if (environment !== tree.find(definesAll)) return;
  const bad = await own.log.step(
    'bad specs',
    () => checkBadSpecs(cluster.client, found),
    ({ refused, all }) => `${refused} of ${all} refused by their field`,
  );
  found.passed(bad.refused);
  found.tally({ what: 'bad specs refused', good: bad.refused, all: bad.all });
}

function definesAll({ manifests }: EnvironmentTree): boolean {
  const defined = manifests.filter(({ object }) => object.kind === 'CompositeResourceDefinition');
  return defined.length >= cloudApis.length;
}

function environmentsOf({ tree: folder, environment }: Options): EnvironmentTree[] {
  const all = readTree(folder);
  const chosen = environment ? all.filter(({ name }) => name === environment) : all;
  if (chosen.length === 0)
    throw new Error(
      `no environment ${environment} in ${folder}, only ${all.map(({ name }) => name).join(', ')}`,
    );
  return chosen;
}

async function finish(from: Rig, results: Report): Promise<void> {
  // What fails because its parts are being stopped is no result; the signal's handler ends the process.
  if (interrupted) return new Promise(() => {});
  const { lines, success } = results.close({ skipsFail: process.env.CI === 'true' });
  await from.close(!success && results.failures.length > 0);
  for (const line of lines) console.log(line);
  process.exit(success ? 0 : 1);
}
