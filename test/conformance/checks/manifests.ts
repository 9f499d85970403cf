// Shows every manifest of every environment to the API server, as a dry run with strict field validation.

import { nameOf } from '../lib/json.ts';
import { type KubeClient, KubeError, wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { eventually, inParallel } from '../lib/wait.ts';
import type { Cluster, Clusters } from '../parts/cluster.ts';
import { startCrossplane } from '../parts/crossplane.ts';
import { establishXrds } from './establish.ts';
import { namespacesMadeBySync } from './namespaces.ts';
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
    await crossplane.stop();
    await cluster.stop();
  }
  report.passed(good);
  report.tally({ what: 'manifests accepted', good, all });
}

// The kinds that other objects need to be there: the server looks them up when it admits a pod, say.
const foundations = new Set([
  'Namespace',
  'ServiceAccount',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'LimitRange',
]);

async function refusals(cluster: Cluster, environment: EnvironmentTree): Promise<Map<string, string[]>> {
  const refused = new Map<string, string[]>();
  const refuse = (file: string, why: string) => refused.set(file, [...(refused.get(file) ?? []), why]);
  for (const { file, why } of environment.unreadable) refuse(file, why);

  const { client } = cluster;
  const isFoundation = (manifest: Manifest) => !isPreview(manifest) && foundations.has(manifest.object.kind);
  const first = environment.manifests.filter(isFoundation);
  const isNamespace = ({ object }: Manifest) => object.kind === 'Namespace';
  for (const manifest of first.filter(isNamespace)) await tryCreate(client, manifest, false, refuse);
  for (const namespace of namespacesMadeBySync(environment)) {
    const answer = await client.create(namespace);
    if (answer.status >= 400 && answer.status !== 409)
      throw new Error(`${nameOf(namespace)}: ${wordsOf(answer)}`);
  }
  await makeDefaultServiceAccounts(client);
  for (const manifest of first.filter((one) => !isNamespace(one)))
    await tryCreate(client, manifest, false, refuse);
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

async function tryCreate(
  client: KubeClient,
  manifest: Manifest,
  dryRun: boolean,
  refuse: (file: string, why: string) => void,
): Promise<void> {
  const { file, object } = manifest;
  try {
    const info = (await client.kinds()).get(`${object.apiVersion}/${object.kind}`);
    if (!info)
      return refuse(
        file,
        `the server knows no kind ${object.kind} in ${object.apiVersion}: its CRD is missing from --crds`,
      );
    if (info.namespaced && !object.metadata.namespace)
      return refuse(
        file,
        `metadata.namespace: is required for a ${object.kind}, or it lands wherever the sync points`,
      );
    if (!info.namespaced && object.metadata.namespace)
      return refuse(file, `metadata.namespace: a ${object.kind} belongs to the whole cluster and has none`);
    const answer = await client.create(object, { dryRun });
    // Namespaces and service accounts that Kubernetes makes itself are there already: look at them as a change.
    if (answer.status === 409 && !dryRun) await client.apply(object);
    else if (answer.status >= 400) refuse(file, wordsOf(answer));
  } catch (error) {
    if (error instanceof KubeError) refuse(file, error.message);
    else throw error;
  }
}

// kube-controller-manager makes one in each namespace; it does not run here.
async function makeDefaultServiceAccounts(client: KubeClient): Promise<void> {
  const namespaces = await eventually('there are namespaces', 20, async () => {
    const found = await client.list('v1', 'Namespace');
    return found.some(({ metadata }) => metadata.name === 'default')
      ? found
      : { notYet: 'default is missing' };
  });
  for (const { metadata } of namespaces)
    await client.create({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: metadata.name },
    });
}
