// Asks the API server which kinds it knows.

import { at, fieldsAt, listAt, textAt } from './json.ts';
import type { KubeClient } from './kube-client.ts';

/** One kind as the server serves it. */
export type KindInfo = { apiVersion: string; kind: string; plural: string; namespaced: boolean };

/** The known kinds, keyed by `apiVersion/kind`. */
export type Discovery = Map<string, KindInfo>;

/** Reads all kinds: one request for the groups, one for each version. */
export async function readDiscovery(client: KubeClient): Promise<Discovery> {
  const groups = await client.call('GET', '/apis');
  const versions = listAt(groups, 'groups').flatMap((group) =>
    listAt(group, 'versions').flatMap((version) => textAt(version, 'groupVersion') ?? []),
  );
  const known: Discovery = new Map();
  const read = async (apiVersion: string, path: string) => {
    // A group that was added a moment ago is listed before it is served, and answers 404 until then.
    const { body } = await client.send('GET', path);
    for (const resource of listAt(body, 'resources')) {
      const plural = textAt(resource, 'name') ?? '';
      const kind = textAt(resource, 'kind') ?? '';
      if (plural.includes('/')) continue;
      const namespaced = at(resource, 'namespaced') === true;
      known.set(`${apiVersion}/${kind}`, { apiVersion, kind, plural, namespaced });
    }
  };
  await Promise.all([read('v1', '/api/v1'), ...versions.map((version) => read(version, `/apis/${version}`))]);
  return known;
}

/** Whether a CRD is served: accepted, and with its names. */
export function isEstablished(crd: unknown): boolean {
  return listAt(crd, 'status', 'conditions').some(
    (condition) => fieldsAt(condition).type === 'Established' && fieldsAt(condition).status === 'True',
  );
}
