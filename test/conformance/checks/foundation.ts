// Puts the objects in place that others need to be there before the server looks at them.

import { type KubeObject, nameOf } from '../lib/json.ts';
import { type KubeClient, KubeError, wordsOf } from '../lib/kube-client.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { namespacesMadeBySync } from './namespaces.ts';

/** Takes the file of a refused manifest and the server's words. */
export type Refuse = (file: string, why: string) => void;

// The server looks these up when it admits a pod, say.
const foundationKinds = [
  'Namespace',
  'ServiceAccount',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'LimitRange',
];

/** Whether other objects need this one to be there. */
export function isFoundation(manifest: Manifest): boolean {
  return !isPreview(manifest) && foundationKinds.includes(manifest.object.kind);
}

/** Creates namespaces and the like of an environment for real, namespaces first. */
export async function layFoundation(
  client: KubeClient,
  environment: EnvironmentTree,
  refuse: Refuse,
): Promise<void> {
  const foundation = environment.manifests.filter(isFoundation);
  const isNamespace = ({ object }: Manifest) => object.kind === 'Namespace';
  for (const manifest of foundation.filter(isNamespace)) await tryCreate(client, manifest, false, refuse);
  for (const namespace of namespacesMadeBySync(environment.manifests)) {
    const answer = await client.create(namespace);
    if (answer.status >= 400 && answer.status !== 409)
      throw new Error(`${nameOf(namespace)}: ${wordsOf(answer)}`);
  }
  // kube-controller-manager makes one in each namespace; it need not run here.
  for (const { metadata } of await client.list('v1', 'Namespace')) {
    const serviceAccount = { name: 'default', namespace: metadata.name };
    await client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: serviceAccount });
  }
  const others = foundation.filter((manifest) => !isNamespace(manifest));
  for (const manifest of others) await tryCreate(client, manifest, false, refuse);
}

/** Shows a manifest to the server, for real or as a dry run; a refusal is reported and does not throw. */
export async function tryCreate(
  client: KubeClient,
  manifest: Manifest,
  dryRun: boolean,
  refuse: Refuse,
): Promise<void> {
  const { file, object } = manifest;
  try {
    const why = await misplaced(client, object);
    if (why) return refuse(file, why);
    const answer = await client.create(object, { dryRun });
    // What Kubernetes makes itself is there already: look at the manifest as a change to it.
    if (answer.status === 409 && !dryRun) await client.apply(object);
    else if (answer.status >= 400) refuse(file, wordsOf(answer));
  } catch (error) {
    if (error instanceof KubeError) refuse(file, error.message);
    else throw error;
  }
}

async function misplaced(client: KubeClient, object: KubeObject): Promise<string | undefined> {
  const info = (await client.kinds()).get(`${object.apiVersion}/${object.kind}`);
  if (!info)
    return `the server knows no kind ${object.kind} in ${object.apiVersion}: no CRD for it is in the folder of --crds`;
  const { namespace } = object.metadata;
  if (info.namespaced && !namespace)
    return `metadata.namespace: a ${object.kind} needs one, or it lands wherever the sync points`;
  if (!info.namespaced && namespace)
    return `metadata.namespace: a ${object.kind} belongs to the whole cluster and has none`;
  return undefined;
}
