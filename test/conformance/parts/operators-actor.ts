// Test-only: plays the third-party operators (External Secrets, KEDA, Karpenter, Grafana, storage, packages, load balancers), whose charts
// and images cannot be fetched. It says that every one of their resources is ready, so that sync waves go on.

import { fieldsAt, type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';

/** The running actor. */
export type OperatorsActor = { stop(): Promise<void> };

// Group of a kind to the conditions by which Argo CD, and people, see that it is ready.
const readyConditions: { [group: string]: string[] } = {
  'external-secrets.io': ['Ready'],
  'keda.sh': ['Ready', 'Active'],
  'karpenter.sh': ['Ready'],
  'karpenter.k8s.aws': ['Ready'],
};

const packageGroup = 'pkg.crossplane.io';
const packageKinds = ['Provider', 'Function', 'Configuration'];
const revisionConditions = ['RevisionHealthy', 'RuntimeHealthy'];
const paused = 'crossplane.io/paused';

/** Starts the actor on every kind of these groups that the server knows, on volume claims and on ingresses. */
export async function startOperatorsActor(client: KubeClient): Promise<OperatorsActor> {
  const kinds = [...(await client.kinds()).values()].filter(({ apiVersion, kind }) => {
    const group = apiVersion.split('/')[0] ?? '';
    const isPackage = packageKinds.some((one) => kind === one || kind === `${one}Revision`);
    return group in readyConditions || (group === packageGroup && isPackage);
  });
  const quietly = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch {
      // The object changed or went away: the watch reports it again.
    }
  };
  const stops = await Promise.all(
    kinds.map(({ apiVersion, kind }) =>
      client.watch(apiVersion, kind, ({ type, object }) => {
        if (type !== 'DELETED') void quietly(() => makeReady(client, object));
      }),
    ),
  );
  stops.push(
    await client.watch('v1', 'PersistentVolumeClaim', ({ type, object }) => {
      if (type !== 'DELETED') void quietly(() => provision(client, object));
    }),
  );
  stops.push(
    await client.watch('networking.k8s.io/v1', 'Ingress', ({ type, object }) => {
      if (type !== 'DELETED') void quietly(() => giveLoadBalancer(client, object));
    }),
  );
  return {
    stop: async () => {
      for (const stop of stops) stop();
    },
  };
}

async function makeReady(client: KubeClient, object: KubeObject): Promise<void> {
  const group = object.apiVersion.split('/')[0] ?? '';
  if (group !== packageGroup) return addConditions(client, object, readyConditions[group] ?? []);
  if (packageKinds.includes(object.kind)) return resolvePackage(client, object);
  // Otherwise Crossplane would go on trying to fetch the image.
  if (object.metadata.annotations?.[paused] !== 'true')
    await client.merge(object, { metadata: { annotations: { [paused]: 'true' } } });
  else await addConditions(client, object, revisionConditions);
}

// Crossplane's package manager does not ask the registry for a package that it has resolved before.
async function resolvePackage(client: KubeClient, object: KubeObject): Promise<void> {
  const source = textAt(object, 'spec', 'package');
  if (textAt(object, 'status', 'currentIdentifier') === source) return;
  const status = { currentIdentifier: source, currentRevision: `${object.metadata.name}-conformance` };
  await client.merge(object, { status }, 'status');
}

async function addConditions(client: KubeClient, object: KubeObject, wanted: string[]): Promise<void> {
  const present = listAt(object, 'status', 'conditions').map((entry) => fieldsAt(entry));
  const missing = wanted.filter((type) => !present.some((one) => one.type === type && one.status === 'True'));
  if (missing.length === 0) return;
  const lastTransitionTime = textAt(object, 'metadata', 'creationTimestamp') ?? '';
  const others = present.filter(({ type }) => !missing.includes(String(type)));
  const ready = missing.map((type) => ({
    type,
    status: 'True',
    reason: 'Conformance',
    message: '',
    lastTransitionTime,
  }));
  await client.merge(object, { status: { conditions: [...others, ...ready] } }, 'status');
}

/** Says where an ingress is reached, as the load balancer controller would. */
async function giveLoadBalancer(client: KubeClient, ingress: KubeObject): Promise<void> {
  if (listAt(ingress, 'status', 'loadBalancer', 'ingress').length > 0) return;
  const hostname = `${ingress.metadata.name}.elb.invalid`;
  await client.merge(ingress, { status: { loadBalancer: { ingress: [{ hostname }] } } }, 'status');
}

/** Gives a claim without a volume one, as a storage driver would. */
async function provision(client: KubeClient, claim: KubeObject): Promise<void> {
  if (textAt(claim, 'spec', 'volumeName') || textAt(claim, 'status', 'phase') === 'Bound') return;
  const { name, namespace } = claim.metadata;
  const storageClassName = textAt(claim, 'spec', 'storageClassName');
  await client.create({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `conformance-${claim.metadata.uid}` },
    spec: {
      capacity: { storage: textAt(claim, 'spec', 'resources', 'requests', 'storage') ?? '1Gi' },
      accessModes: listAt(claim, 'spec', 'accessModes'),
      hostPath: { path: '/nonexistent' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace },
      ...(storageClassName ? { storageClassName } : {}),
    },
  });
}
