// Test-only: plays the AWS provider, which cannot run here. It asks AWS for nothing. For each managed resource
// it writes the status that the provider would write: conditions, ids, ARNs, endpoints and connection secrets.

import { type Fields, fieldsAt, type KubeObject, textAt } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';
import { connectionSecret, firstKnown, observedState } from './aws-observations.ts';

/** How far the pretended AWS has come: `partly` knows ids and ARNs and is not ready, `all` is ready. */
export type Progress = 'nothing' | 'partly' | 'all';

/** Seconds from a resource's creation until the actor reacts, by kind; `never` leaves the kind alone. */
export type Delays = { [kind: string]: number | 'never' };

/** The running actor. */
export type AwsProviderActor = {
  /** Moves all resources to another progress, also those that come later. */
  advance(progress: Progress): void;
  /** Changes how long a kind takes, also for those resources of it that wait already. */
  delay(kind: string, seconds: number | 'never'): void;
  /** A managed resource as the actor has seen it last; it watches all of them, so nobody has to ask the server. */
  seen(id: { apiVersion: string; kind: string; namespace: string; name: string }): KubeObject | undefined;
  /** What the server has against the actor's last attempts: empty when all went well. */
  complaints(): string[];
  stop(): Promise<void>;
};

const finalizer = 'finalizer.managedresource.crossplane.io';
const externalName = 'crossplane.io/external-name';

/** Starts the actor on every AWS kind that the server knows. */
export async function startAwsProviderActor(
  client: KubeClient,
  options: { progress: Progress; delays?: Delays },
): Promise<AwsProviderActor> {
  let { progress } = options;
  const delays: Delays = { ...options.delays };
  const known = new Map<string, KubeObject>();
  const uids = new Map<string, string>();
  const working = new Set<string>();
  const complaints = new Map<string, string>();
  const schemas = await readSchemas(client);

  const react = async (object: KubeObject) => {
    const schema = schemas.get(`${object.apiVersion}/${object.kind}`) ?? {};
    if (object.metadata.deletionTimestamp) {
      const finalizers = (object.metadata.finalizers ?? []).filter((one) => one !== finalizer);
      if (finalizers.length !== object.metadata.finalizers?.length)
        await client.merge(object, { metadata: { finalizers } });
      return;
    }
    const name = object.metadata.annotations?.[externalName] ?? object.metadata.name;
    if (!object.metadata.finalizers?.includes(finalizer)) {
      const finalizers = [...(object.metadata.finalizers ?? []), finalizer];
      await client.merge(object, { metadata: { finalizers, annotations: { [externalName]: name } } });
    }
    const state = observedState(object, name, schema);
    const atProvider = progress === 'all' ? state : firstKnown(state);
    const status = { atProvider, conditions: conditionsOf(object, progress) };
    if (!isSaid(fieldsAt(object, 'status'), status)) await client.merge(object, { status }, 'status');
    const secret = progress === 'all' ? connectionSecret(object, state) : undefined;
    if (secret) await client.apply(secret);
  };

  // One reaction at a time for each object; what changed meanwhile is looked at afterwards.
  const visit = async (key: string): Promise<void> => {
    const object = known.get(key);
    if (!object || working.has(key) || progress === 'nothing') return;
    const wait = waitMs(object, delays[object.kind] ?? 0);
    if (wait === 'never') return;
    working.add(key);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait).unref());
    const seen = known.get(key);
    const then = progress;
    try {
      if (seen) await react(seen);
      complaints.delete(key);
    } catch (error) {
      // It changed or went away in between, or the server is busy: the actor looks again.
      complaints.set(key, error instanceof Error ? error.message : String(error));
      await new Promise((resolve) => setTimeout(resolve, 500).unref());
    } finally {
      working.delete(key);
    }
    if (known.has(key) && (complaints.has(key) || known.get(key) !== seen || progress !== then))
      await visit(key);
  };

  const stops = await Promise.all(
    [...schemas.keys()].map((key) => {
      const [group, version, kind] = key.split('/');
      return client.watch(`${group}/${version}`, kind ?? '', ({ type, object }) => {
        const id = object.metadata.uid ?? '';
        if (type === 'DELETED') known.delete(id);
        else {
          known.set(id, object);
          uids.set(`${key}/${object.metadata.namespace ?? ''}/${object.metadata.name}`, id);
          void visit(id);
        }
      });
    }),
  );
  return {
    advance(to) {
      progress = to;
      for (const key of known.keys()) void visit(key);
    },
    delay(kind, seconds) {
      delays[kind] = seconds;
      for (const [key, object] of known) if (object.kind === kind) void visit(key);
    },
    seen: ({ apiVersion, kind, namespace, name }) => {
      const uid = uids.get(`${apiVersion}/${kind}/${namespace}/${name}`);
      return uid === undefined ? undefined : known.get(uid);
    },
    complaints: () => [...complaints.values()],
    stop: async () => {
      known.clear();
      for (const stop of stops) stop();
    },
  };
}

function waitMs(object: KubeObject, delay: number | 'never'): number | 'never' {
  if (delay === 'never') return 'never';
  const created = Date.parse(textAt(object, 'metadata', 'creationTimestamp') ?? '') || Date.now();
  return Math.max(0, created + delay * 1000 - Date.now());
}

function conditionsOf(object: KubeObject, progress: Progress): Fields[] {
  const lastTransitionTime = textAt(object, 'metadata', 'creationTimestamp') ?? '';
  const ready = progress === 'all';
  return [
    { type: 'Synced', status: 'True', reason: 'ReconcileSuccess', lastTransitionTime },
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      reason: ready ? 'Available' : 'Creating',
      lastTransitionTime,
    },
  ];
}

/** Whether everything in `wanted` is said already. */
function isSaid(present: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return present === wanted;
  if (typeof present !== 'object' || present === null) return false;
  return Object.entries(wanted).every(([key, value]) => isSaid(Reflect.get(present, key), value));
}

/** The status schemas of all AWS kinds, keyed by `apiVersion/kind`. */
async function readSchemas(client: KubeClient): Promise<Map<string, Fields>> {
  const schemas = new Map<string, Fields>();
  for (const crd of await client.list('apiextensions.k8s.io/v1', 'CustomResourceDefinition')) {
    const spec = fieldsAt(crd, 'spec');
    const group = String(spec.group);
    if (!group.endsWith('.aws.m.upbound.io')) continue;
    for (const version of Array.isArray(spec.versions) ? spec.versions : []) {
      const status = fieldsAt(version, 'schema', 'openAPIV3Schema', 'properties', 'status', 'properties');
      schemas.set(
        `${group}/${textAt(version, 'name')}/${textAt(spec, 'names', 'kind')}`,
        fieldsAt(status, 'atProvider'),
      );
    }
  }
  return schemas;
}
