// Deletes the XRs of an environment: a Usage must hold back what it protects, and nothing may stay behind.

import { fieldsAt, type KubeObject, nameOf, textAt } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';

/** Runs the check; returns what it did, for the log. */
export async function checkDeletion(
  client: KubeClient,
  environment: EnvironmentTree,
  xrs: Manifest[],
  complain: (where: string, why: string) => void,
): Promise<string> {
  const usages = environment.manifests.filter(
    (manifest) => !isPreview(manifest) && ['Usage', 'ClusterUsage'].includes(manifest.object.kind),
  );
  const standing: Manifest[] = [];
  for (const usage of usages) {
    const answer = await client.create(usage.object);
    if (answer.status >= 400) complain(usage.file, wordsOf(answer));
    else standing.push(usage);
  }
  const held = xrs.filter(({ object }) => standing.some((usage) => holds(usage.object, object)));
  for (const { file, object } of held) {
    try {
      await eventually(`${nameOf(object)} is marked as in use`, 30, async () => {
        const labels = (await client.read(object))?.metadata.labels ?? {};
        return labels['crossplane.io/in-use'] === 'true' ? true : { notYet: 'Crossplane has not marked it' };
      });
      const answer = await client.remove(object);
      if (answer.status < 400) complain(file, 'was deleted although a Usage holds it');
      else if (!/in-use|in use/i.test(wordsOf(answer)))
        complain(file, `deletion was refused, but not by a Usage: ${wordsOf(answer)}`);
    } catch (error) {
      complain(file, error instanceof Error ? error.message : String(error));
    }
  }
  for (const usage of standing) {
    const answer = await client.remove(usage.object);
    if (answer.status >= 400) complain(usage.file, `cannot be deleted: ${wordsOf(answer)}`);
  }
  for (const { object, file } of xrs)
    await deleteXr(client, object).catch((error: Error) => complain(file, error.message));
  await allGone(client, xrs, complain);
  return `${held.length} held back by Usages, then ${xrs.length} deleted`;
}

function holds(usage: KubeObject, xr: KubeObject): boolean {
  const of = fieldsAt(usage, 'spec', 'of');
  const sameKind = of.apiVersion === xr.apiVersion && of.kind === xr.kind;
  const sameNamespace = usage.kind === 'ClusterUsage' || usage.metadata.namespace === xr.metadata.namespace;
  return sameKind && sameNamespace && textAt(of, 'resourceRef', 'name') === xr.metadata.name;
}

// The mark of a deleted Usage goes a moment later than the Usage itself.
async function deleteXr(client: KubeClient, xr: KubeObject): Promise<void> {
  await eventually(`${nameOf(xr)} can be deleted`, 20, async () => {
    const answer = await client.remove(xr);
    return answer.status < 400 || answer.status === 404 ? true : { notYet: wordsOf(answer) };
  });
}

async function allGone(
  client: KubeClient,
  xrs: Manifest[],
  complain: (where: string, why: string) => void,
): Promise<void> {
  for (const { file, object } of xrs) {
    try {
      await eventually(`${nameOf(object)} is gone`, 30, async () =>
        (await client.read(object)) === undefined ? true : { notYet: 'it is still there' },
      );
    } catch (error) {
      complain(file, error instanceof Error ? error.message : String(error));
    }
  }
}
