// A cluster without nodes: etcd and the API server, with the CRDs of the third-party operators in place.

import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.ts';
import { type Authority, makeAuthority } from '../lib/certificates.ts';
import { isEstablished } from '../lib/discovery.ts';
import { rememberState } from '../lib/etcd-state.ts';
import { shortHash } from '../lib/files.ts';
import { fieldsAt, type KubeObject, nameOf } from '../lib/json.ts';
import { type KubeClient, wordsOf } from '../lib/kube-client.ts';
import type { Rig } from '../lib/rig.ts';
import { goBuildKey } from '../lib/tools.ts';
import { eventually } from '../lib/wait.ts';
import { type Etcd, startEtcd } from './etcd.ts';
import { type KubeApiserver, startKubeApiserver } from './kube-apiserver.ts';

/** A running cluster. */
export type Cluster = KubeApiserver & {
  authority: Authority;
  /**
   * Takes the cluster back to its first moment. What acts on it (Crossplane, controllers, Argo CD) must have been
   * stopped, for it would not understand.
   */
  reset(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts fresh clusters that all have the same CRDs and share nothing else. */
export type Clusters = {
  /** How many CRDs each cluster has. */
  crds: number;
  /** Starts one; it is stopped at the end of the run, or of the scope whose rig is given. */
  start(name: string, scope?: Rig): Promise<Cluster>;
};

/**
 * Prepares clusters with CRDs. Storing many of them takes the server half a minute, so the stored state is
 * kept in the cache under the hash of the server and the CRDs, and copied from there.
 */
export async function prepareClusters(rig: Rig, crds: KubeObject[]): Promise<Clusters> {
  const authority = makeAuthority(rig.dataFolder('authority'));
  const key = shortHash(goBuildKey('kubernetes'), JSON.stringify(crds));
  const state = await cached('cluster', key, async (folder) => {
    rig.log.note(`storing ${crds.length} CRDs for the first time`);
    const data = rig.dataFolder('etcd-first');
    const { etcd, server } = await startBoth(rig, 'first', data, authority);
    await storeCrds(server.client, crds);
    server.client.close();
    await server.program.stop();
    await etcd.program.stop();
    cpSync(data, join(folder, 'half'), { recursive: true });
    renameSync(join(folder, 'half'), join(folder, 'etcd'));
  });
  return {
    crds: crds.length,
    start: async (name, scope = rig) => {
      const data = scope.dataFolder(`etcd-${name}`);
      cpSync(join(state, 'etcd'), data, { recursive: true });
      const { etcd, server } = await startBoth(scope, name, data, authority);
      await allServed(server.client, crds);
      const first = await rememberState(etcd.url);
      return {
        ...server,
        authority,
        reset: async () => {
          await first.restore();
          await onlyServed(server.client, crds);
        },
        stop: async () => {
          server.client.close();
          await server.program.stop();
          await etcd.program.stop();
        },
      };
    },
  };
}

async function startBoth(
  rig: Rig,
  name: string,
  data: string,
  authority: Authority,
): Promise<{ etcd: Etcd; server: KubeApiserver }> {
  const etcd = await startEtcd(rig, name, data);
  return { etcd, server: await startKubeApiserver(rig, name, etcd.url, authority) };
}

async function storeCrds(client: KubeClient, crds: KubeObject[]): Promise<void> {
  for (const crd of crds) {
    const answer = await client.send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
    if (answer.status >= 400)
      throw new Error(`the server refuses the CRD ${nameOf(crd)}: ${wordsOf(answer)}`);
  }
  await allEstablished(client, crds);
}

async function allEstablished(client: KubeClient, crds: KubeObject[]): Promise<void> {
  await eventually(`${crds.length} CRDs are established`, 120, async () => {
    const known = await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
    const missing = crds.filter(
      (crd) => !known.some((one) => one.metadata.name === crd.metadata.name && isEstablished(one)),
    );
    return missing.length === 0
      ? true
      : { notYet: `${missing.length} are not, such as ${missing[0]?.metadata.name}` };
  });
}

const groupKind = (group: unknown, kind: unknown) => `${group}/${kind}`;
const groupKindOf = (crd: KubeObject) =>
  groupKind(fieldsAt(crd, 'spec').group, fieldsAt(crd, 'spec', 'names').kind);

// After a start the server takes a moment to serve the stored CRDs.
async function allServed(client: KubeClient, crds: KubeObject[]): Promise<void> {
  await eventually('the stored CRDs are served', 60, async () => {
    client.forgetKinds();
    const known = new Set(
      [...(await client.kinds()).values()].map(({ apiVersion, kind }) =>
        groupKind(apiVersion.split('/')[0], kind),
      ),
    );
    const missing = crds.map(groupKindOf).find((one) => !known.has(one));
    return missing ? { notYet: `${missing} is not` } : true;
  });
}

// After a reset it takes a moment to forget the kinds that came after the stored ones.
async function onlyServed(client: KubeClient, crds: KubeObject[]): Promise<void> {
  const groups = new Set(crds.map((crd) => fieldsAt(crd, 'spec').group));
  const kinds = new Set(crds.map(groupKindOf));
  await eventually('kinds of the last check are forgotten', 30, async () => {
    const left = (await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition')).find(
      (crd) => !kinds.has(groupKindOf(crd)),
    );
    if (left) return { notYet: `${left.metadata.name} is not` };
    client.forgetKinds();
    const served = [...(await client.kinds()).values()].find(({ apiVersion, kind }) => {
      const group = apiVersion.split('/')[0] ?? '';
      const isBuiltIn = !group.includes('.') || group.endsWith('.k8s.io');
      return !isBuiltIn && !groups.has(group) && !kinds.has(groupKind(group, kind));
    });
    return served ? { notYet: `${served.kind} in ${served.apiVersion} is not` } : true;
  });
}
