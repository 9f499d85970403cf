// Shows every manifest of every environment to the API server, as a dry run with strict field validation.

import { wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview } from '../lib/tree.ts';
import { inParallel } from '../lib/wait.ts';
import type { Cluster, Clusters } from '../parts/cluster.ts';
import { startCrossplane } from '../parts/crossplane.ts';
import { checkBadSpecs } from './bad-specs.ts';
import { establishXrds } from './establish.ts';
import { isFoundation, layFoundation, tryCreate } from './foundation.ts';
import { podOf } from './pods.ts';

/** Runs the check over all environments, each on a cluster of its own. */
export async function checkManifests(
  rig: Rig,
  clusters: Clusters,
  tree: EnvironmentTree[],
  report: Report,
): Promise<void> {
  let good = 0;
  let all = 0;
  for (const environment of tree) {
    const cluster = await rig.log.step(`API server for ${environment.name}`, () =>
      clusters.start(environment.name),
    );
    const crossplane = await rig.log.step('Crossplane core', () => startCrossplane(rig, cluster));
    const count = environment.manifests.length + environment.unreadable.length;
    const refused = await rig.log.step(
      `manifests of ${environment.name}`,
      () => refusals(cluster, environment),
      (found) => `${count - found.size} of ${count} accepted`,
    );
    for (const [file, whys] of refused) for (const why of whys) report.failed({ where: file, why });
    good += count - refused.size;
    all += count;
    // The XRDs are the same everywhere, so one server is enough.
    if (environment === tree[0]) {
      const bad = await rig.log.step(
        'bad specs',
        () => checkBadSpecs(cluster.client, report),
        ({ refused: fine, all: tried }) => `${fine} of ${tried} refused by their field`,
      );
      report.passed(bad.refused);
      report.tally({ what: 'bad specs refused', good: bad.refused, all: bad.all });
    }
    await crossplane.stop();
    await cluster.stop();
  }
  report.passed(good);
  report.tally({ what: 'manifests accepted', good, all });
}

async function refusals(cluster: Cluster, environment: EnvironmentTree): Promise<Map<string, string[]>> {
  const refused = new Map<string, string[]>();
  const refuse = (file: string, why: string) => refused.set(file, [...(refused.get(file) ?? []), why]);
  for (const { file, why } of environment.unreadable) refuse(file, why);

  const { client } = cluster;
  await layFoundation(client, environment, refuse);
  const xrds = environment.manifests.filter(({ object }) => object.kind === 'CompositeResourceDefinition');
  await establishXrds(client, xrds, refuse);

  const rest = environment.manifests.filter(
    (manifest) => !isFoundation(manifest) && !xrds.includes(manifest),
  );
  await inParallel(rest, 12, (manifest) => tryCreate(client, manifest, true, refuse));
  await inParallel(
    rest.filter((manifest) => !isPreview(manifest)),
    12,
    async (manifest) => {
      const pod = podOf(manifest.object);
      if (!pod || refused.has(manifest.file)) return;
      const answer = await client.create(pod.pod, { dryRun: true });
      if (answer.status >= 400)
        refuse(manifest.file, `${pod.path}: the namespace would not take its pods: ${wordsOf(answer)}`);
    },
  );
  return refused;
}
