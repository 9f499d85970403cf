// Shows every manifest of every environment to the API server, as a dry run with strict field validation.

import { wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview } from '../lib/tree.ts';
import { inParallel } from '../lib/wait.ts';
import type { Cluster } from '../parts/cluster.ts';
import { startCrossplane } from '../parts/crossplane.ts';
import { establishXrds } from './establish.ts';
import { isFoundation, layFoundation, tryCreate } from './foundation.ts';
import { podOf } from './pods.ts';

/** Runs the check on one environment. */
export async function checkManifests(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  await rig.log.step('Crossplane core', () => startCrossplane(rig, cluster));
  const all = environment.manifests.length + environment.unreadable.length;
  const refused = await rig.log.step(
    'manifests',
    () => refusals(cluster, environment),
    (found) => `${all - found.size} of ${all} accepted`,
  );
  for (const [file, whys] of refused) for (const why of whys) report.failed({ where: file, why });
  const good = all - refused.size;
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
