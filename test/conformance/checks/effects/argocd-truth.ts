// What Argo CD reports of changes in its repository, and what it does with them in a sync.

import { dump } from 'js-yaml';
import { at, fieldsAt, type KubeObject, listAt, textAt } from '../../lib/json.ts';
import type { KubeClient } from '../../lib/kube-client.ts';
import { eventually } from '../../lib/wait.ts';
import { argocdNamespace } from '../../parts/argocd.ts';
import type { SyncChange } from './sync-sample.ts';

/** What was seen of one object. */
export type SyncTruth = {
  /** Whether it was in sync before the change. */
  inSyncBefore: boolean;
  outOfSync: boolean;
  /** Argo CD's words on why it could not be synced. */
  refusal?: string;
  /** What became of an object that is gone from git. */
  prune?: 'asked' | 'kept' | 'pruned' | 'left';
};

const folder = 'effects';
const defaultNamespace = 'default';
const seconds = 300;
// As in the applications of the tree.
const syncOptions = ['ServerSideApply=true'];

/** Files of the repository: the state before and after the changes, in a folder each. */
export function filesOf(application: string, changes: readonly SyncChange[]): Map<string, string> {
  const sides = [
    ['before', changes.map(({ id, before }) => ({ id, object: before }))],
    ['after', changes.map(({ id, after }) => ({ id, object: after }))],
  ] as const;
  // Argo CD does not sync a folder that is not there.
  const anchor = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `anchor-${application}`, namespace: defaultNamespace },
  };
  return new Map(
    sides.flatMap(([side, objects]) =>
      [...objects, { id: 'anchor', object: anchor }].flatMap(({ id, object }): [string, string][] =>
        object ? [[`${folder}/${application}/${side}/${id}.yaml`, dump(object)]] : [],
      ),
    ),
  );
}

/** Delivers the changes as one application, and looks at each object. Of all that go, it must be asked or of none. */
export async function syncTruths(
  client: KubeClient,
  url: string,
  name: string,
  changes: readonly SyncChange[],
): Promise<Map<string, SyncTruth>> {
  const application = applicationOf(url, name);
  await client.apply(application);
  await compared(client, application, 'before');
  await sync(client, application);
  await done(client, application);
  const before = statusesOf(await compared(client, application, 'before'));
  await client.merge(application, { spec: { source: { path: `${folder}/${name}/after` } } });
  const reported = await compared(client, application, 'after');
  const after = statusesOf(reported);
  await sync(client, application);
  const asked = await askedOrDone(client, application);
  if (asked > 0) {
    const approved = new Date().toISOString();
    await client.merge(application, {
      metadata: { annotations: { 'argocd.argoproj.io/deletion-approved': approved } },
    });
  }
  const finished = await done(client, application);
  const left = new Set(await existing(client, changes));
  const failures = failuresOf(finished);
  const gone = changes.filter((change) => !change.after).length;
  return new Map(
    changes.map((change) => {
      const key = keyOf(change);
      const now = after.get(key);
      const refusal = failures.get(key);
      return [
        change.id,
        {
          inSyncBefore: !change.before || before.get(key)?.status === 'Synced',
          outOfSync: now?.status === 'OutOfSync',
          ...(refusal === undefined ? {} : { refusal }),
          ...(change.after ? {} : { prune: pruneOf(left.has(key), asked === gone, now?.requiresPruning) }),
        },
      ];
    }),
  );
}

// A sync asks for all that it is to ask of at once, and waits with the rest.
function pruneOf(isLeft: boolean, wasAsked: boolean, requiresPruning: unknown): SyncTruth['prune'] {
  if (isLeft) return requiresPruning === true ? 'kept' : 'left';
  return wasAsked ? 'asked' : 'pruned';
}

function applicationOf(url: string, name: string): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: argocdNamespace },
    spec: {
      project: 'default',
      source: { repoURL: url, path: `${folder}/${name}/before`, targetRevision: 'main' },
      destination: { server: 'https://kubernetes.default.svc', namespace: defaultNamespace },
      syncPolicy: { syncOptions },
    },
  };
}

/** The application once Argo CD has compared the cluster with a side of the changes. */
async function compared(
  client: KubeClient,
  application: KubeObject,
  side: 'before' | 'after',
): Promise<KubeObject> {
  // Without being asked it would look again in two minutes.
  await client.merge(application, { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
  return eventually(`Argo CD has compared ${application.metadata.name}`, seconds, async () => {
    const now = await client.read(application);
    const path = textAt(now, 'status', 'sync', 'comparedTo', 'source', 'path');
    const isOver = now?.metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined;
    const said = listAt(now, 'status', 'conditions').map((one) => textAt(one, 'message'));
    if (now && isOver && path?.endsWith(`/${side}`) && said.length === 0) return now;
    return { notYet: said.join('; ') || `it looked at ${path}` };
  });
}

async function sync(client: KubeClient, application: KubeObject): Promise<void> {
  await client.merge(application, {
    operation: {
      initiatedBy: { username: 'conformance' },
      sync: { prune: true, syncOptions },
    },
    // As Argo CD's own server does: what was synced before would count as synced again.
    status: { operationState: null },
  });
}

/** Of how many objects Argo CD asks whether they may go. It names the first and counts the others. */
function askedOrDone(client: KubeClient, application: KubeObject): Promise<number> {
  return eventually(`the sync of ${application.metadata.name} asks or ends`, seconds, async () => {
    const now = await client.read(application);
    const message = textAt(now, 'status', 'operationState', 'message') ?? '';
    if (/pruning confirmation/i.test(message)) return 1 + Number(/and (\d+) more/.exec(message)?.[1] ?? 0);
    return isDone(now) ? 0 : { notYet: message };
  });
}

function done(client: KubeClient, application: KubeObject): Promise<KubeObject> {
  return eventually(`the sync of ${application.metadata.name} ends`, seconds, async () => {
    const now = await client.read(application);
    if (now && isDone(now)) return now;
    return { notYet: textAt(now, 'status', 'operationState', 'message') ?? 'it has not begun' };
  });
}

function isDone(application: KubeObject | undefined): boolean {
  const phase = textAt(application, 'status', 'operationState', 'phase');
  return !application?.operation && phase !== undefined && phase !== 'Running' && phase !== 'Terminating';
}

async function existing(client: KubeClient, changes: readonly SyncChange[]): Promise<string[]> {
  const found = await Promise.all(
    changes.map(async (change) => {
      const object = change.before ?? change.after;
      const now = object && (await client.read(object));
      // Nobody collects here what waits for its dependents to end.
      return now && !now.metadata.deletionTimestamp ? keyOf(change) : [];
    }),
  );
  return found.flat();
}

function statusesOf(application: KubeObject): Map<string, { [key: string]: unknown }> {
  return new Map(listAt(application, 'status', 'resources').map((one) => [keyIn(one), fieldsAt(one)]));
}

function failuresOf(application: KubeObject): Map<string, string> {
  return new Map(
    listAt(application, 'status', 'operationState', 'syncResult', 'resources')
      .filter((one) => at(one, 'status') === 'SyncFailed')
      .map((one): [string, string] => [keyIn(one), textAt(one, 'message') ?? '']),
  );
}

// Of objects of the whole cluster, results of a sync name the namespace of the application.
function keyIn(resource: unknown): string {
  const { group, kind, namespace, name } = fieldsAt(resource);
  return [group ?? '', kind, namespace === defaultNamespace ? '' : (namespace ?? ''), name].join('/');
}

function keyOf({ before, after }: SyncChange): string {
  const object = after ?? before;
  if (!object) return '';
  const { apiVersion, kind, metadata } = object;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return keyIn({ group, kind, namespace: metadata.namespace, name: metadata.name });
}
