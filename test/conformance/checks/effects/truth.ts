// What really happens to an object that is changed: the API server's answer, and the pods that its controller replaces.

import { setTimeout as sleep } from 'node:timers/promises';
import { at, fieldsAt, isFields, type KubeObject, listAt, nameOf, textAt } from '../../lib/json.ts';
import { type KubeClient, wordsOf } from '../../lib/kube-client.ts';
import { mediaTypes } from '../../lib/kube-connection.ts';
import { eventually } from '../../lib/wait.ts';
import { podOf } from '../pods.ts';
import { notUp } from '../workloads.ts';
import { isShared, type SampledChange } from './changes.ts';

/** What was seen. */
export type Truth = {
  /** The server's words; absent when it accepted the change. */
  refusal?: string;
  /** Pods that others took the place of. */
  replaced: number;
  /** Pods that there were before. */
  pods: number;
};

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet'];
const settleSeconds = 300;
// Forty of them wait at once, and each question costs the API server time.
const everyMs = 1000;
// Nothing says when a controller is done that has nothing to do.
const quietMs = 2500;

/** Makes an object as it was, changes it as Argo CD would, and looks. @throws when the object can't be made or does not settle */
export async function truthOf(client: KubeClient, change: SampledChange): Promise<Truth> {
  const { before, after } = change;
  if (isShared(before)) return { ...(await refusalOf(client, after, true)), replaced: 0, pods: 0 };
  await makePlace(client, change);
  await client.apply(before);
  if (before.kind === 'PersistentVolumeClaim') await bound(client, before);
  if (!controllers.includes(before.kind)) return { ...(await tell(client, change)), replaced: 0, pods: 0 };
  await settled(client, before, false);
  const first = await podsOf(client, before);
  const answer = await tell(client, change);
  if (answer.refusal === undefined) await settled(client, after, isStill(after));
  const second = await podsOf(client, before);
  const gone = [...first].filter((uid) => !second.has(uid)).length;
  const come = [...second].filter((uid) => !first.has(uid)).length;
  // Who scales makes pods or ends some: only as many as both came and went were replaced.
  return { ...answer, replaced: Math.min(gone, come), pods: first.size };
}

/** The namespace of the object, with the service account that its pods run as. */
async function makePlace(client: KubeClient, { before, id }: SampledChange): Promise<void> {
  if (!before.metadata.namespace) return;
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: id } });
  const account = textAt(podOf(before)?.pod, 'spec', 'serviceAccountName');
  for (const name of new Set(['default', account ?? 'default']))
    await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: id } });
}

async function tell(client: KubeClient, { before, after }: SampledChange): Promise<Pick<Truth, 'refusal'>> {
  const answer = await refusalOf(client, after, false);
  if (answer.refusal === undefined) return {};
  // What no server would take even as a new object says nothing about the change.
  const alone = await client.create(
    { ...after, metadata: { ...after.metadata, name: `${after.metadata.name}-new` } },
    { dryRun: true },
  );
  if (alone.status < 400 || /already allocated/.test(wordsOf(alone))) return answer;
  throw new Error(`the changed ${nameOf(before)} is no valid object: ${wordsOf(alone)}`);
}

/** Applies as Argo CD does: on the server, with its own field manager, by force. */
async function refusalOf(
  client: KubeClient,
  object: KubeObject,
  dryRun: boolean,
): Promise<Pick<Truth, 'refusal'>> {
  const query = `fieldManager=conformance&force=true${dryRun ? '&dryRun=All' : ''}`;
  const answer = await client.send(
    'PATCH',
    `${await client.path(object)}?${query}`,
    object,
    mediaTypes.apply,
  );
  return answer.status >= 400 ? { refusal: wordsOf(answer) } : {};
}

async function bound(client: KubeClient, claim: KubeObject): Promise<void> {
  await eventually(`${nameOf(claim)} is bound`, settleSeconds, async () =>
    textAt(await client.read(claim), 'status', 'phase') === 'Bound' ? true : { notYet: 'it is not' },
  );
}

/** Waits until a controller has done what its object asks for. */
async function settled(client: KubeClient, object: KubeObject, keepsPods: boolean): Promise<void> {
  const look = async () => {
    const now = await client.read(object);
    if (!now) return { notYet: 'it is gone' };
    const seen = Number(at(now, 'status', 'observedGeneration') ?? 0);
    if (seen < Number(now.metadata.generation)) return { notYet: 'its controller has not looked at it' };
    const missing = keepsPods ? unfinishedPart(now) : (unfinished(now) ?? notUp(now));
    return missing ? { notYet: missing } : true;
  };
  await eventually(`${nameOf(object)} settles`, settleSeconds, look, everyMs);
  if (keepsPods) await sleep(quietMs);
}

/** Whether a controller leaves pods of another template as they are. */
function isStill({ spec }: KubeObject): boolean {
  const strategy = fieldsAt(spec, 'updateStrategy');
  return at(spec, 'paused') === true || strategy.type === 'OnDelete' || partitionOf(spec) > 0;
}

function partitionOf(spec: unknown): number {
  return Number(at(spec, 'updateStrategy', 'rollingUpdate', 'partition') ?? 0);
}

/** Of a StatefulSet with a partition, the pods above it are replaced. */
function unfinishedPart(object: KubeObject): string | undefined {
  const { spec, status } = object;
  if (partitionOf(spec) === 0) return undefined;
  const wanted = Number(at(spec, 'replicas') ?? 1) - partitionOf(spec);
  const updated = Number(at(status, 'updatedReplicas') ?? 0);
  return updated >= wanted ? notUp(object) : `${updated} of ${wanted} pods are updated`;
}

function unfinished({ kind, spec, status }: KubeObject): string | undefined {
  const count = (name: string) => Number(at(status, name) ?? 0);
  const wanted = Number(
    kind === 'DaemonSet' ? (at(status, 'desiredNumberScheduled') ?? 0) : (at(spec, 'replicas') ?? 1),
  );
  const updated = count(kind === 'DaemonSet' ? 'updatedNumberScheduled' : 'updatedReplicas');
  const running = kind === 'DaemonSet' ? wanted : count('replicas');
  if (kind === 'StatefulSet' && textAt(status, 'currentRevision') !== textAt(status, 'updateRevision'))
    return 'its pods are of two revisions';
  if (kind !== 'StatefulSet' && updated !== wanted) return `${updated} of ${wanted} pods are updated`;
  return running === wanted ? undefined : `${running} pods run instead of ${wanted}`;
}

/** The pods of a namespace that are not about to end. */
async function podsOf(client: KubeClient, { metadata }: KubeObject): Promise<Set<string>> {
  const pods = await client.list('v1', 'Pod', metadata.namespace);
  return new Set(
    pods
      .filter((pod) => !isFields(pod.metadata.deletionTimestamp) && !pod.metadata.deletionTimestamp)
      .filter((pod) => listAt(pod, 'metadata', 'ownerReferences').length > 0)
      .map((pod) => pod.metadata.uid ?? ''),
  );
}
