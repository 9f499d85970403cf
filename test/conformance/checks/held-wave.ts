// Holds the databases of an environment back: what comes in a later wave must wait for them, and go on once they are ready.

import { setTimeout as sleep } from 'node:timers/promises';
import { fieldsAt, type KubeObject, listAt, nameOf, textAt } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { eventually } from '../lib/wait.ts';
import type { AwsProviderActor, Delays } from '../parts/aws-provider-actor.ts';
import type { Delivery } from './delivery.ts';
import { syncByHand } from './sync.ts';

const awsKind = 'Instance';
const compositeKind = 'Database';

/** What the pretended AWS is told before the delivery: no database ever gets ready. */
export const heldBack: Delays = { [awsKind]: 'never' };

/** Whether a manifest asks for a database. */
export function isHeldBack(manifest: Manifest): boolean {
  return !isPreview(manifest) && manifest.object.kind === compositeKind;
}

const watchedMs = 5000;
const delaySeconds = 6;

/** Watches a delivery that has begun with the databases held back, then lets go of them; returns what went wrong. */
export async function checkHeldWave(
  client: KubeClient,
  environment: EnvironmentTree,
  delivery: Delivery,
  actor: AwsProviderActor,
): Promise<string[]> {
  const synced = environment.manifests.filter((manifest) => !isPreview(manifest));
  const databases = synced.filter(isHeldBack);
  const besideOne = (manifest: Manifest, after: boolean) =>
    databases.some(
      ({ application, object }) =>
        application === manifest.application && waveOf(manifest.object) > waveOf(object) === after,
    );
  const [apiVersion] = databases.map(({ object }) => object.apiVersion);
  const composites = synced.filter(
    (manifest) => manifest.object.apiVersion === apiVersion && besideOne(manifest, false),
  );
  const waiting = synced.filter(
    (manifest) => manifest.object.kind === 'Deployment' && besideOne(manifest, true),
  );
  if (waiting.length === 0) return ['no Deployment comes after a database, so nothing could wait for one'];
  const look = async (): Promise<string[]> => {
    const early: string[] = [];
    for (const { object } of databases)
      if (isReady(await client.read(object))) early.push(`${nameOf(object)} is Ready although AWS is not`);
    for (const { object } of waiting)
      if (await client.read(object)) early.push(`${nameOf(object)} is there before its database is ready`);
    return early;
  };
  try {
    await onlyDatabasesMissing(client, delivery, composites);
    const until = Date.now() + watchedMs;
    while (Date.now() < until) {
      const early = await look();
      if (early.length > 0) return early;
      await sleep(500);
    }
    return await checkDelay(client, databases, actor);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    actor.delay(awsKind, 0);
  }
}

/** Waits until everything that is delivered beside the databases is ready, so that they alone are waited for. */
async function onlyDatabasesMissing(
  client: KubeClient,
  delivery: Delivery,
  composites: Manifest[],
): Promise<void> {
  const attempt = async () => {
    for (const { object } of delivery.own) {
      const application = await client.read(object);
      if (application) await syncByHand(client, application);
    }
    const kinds = await client.kinds();
    for (const { object } of composites) {
      if (!kinds.has(`${object.apiVersion}/${object.kind}`)) {
        client.forgetKinds();
        return { notYet: `${object.kind} is no known kind` };
      }
      const now = await client.read(object);
      if (!now || (object.kind !== compositeKind && !isReady(now)))
        return { notYet: `${nameOf(object)} is ${now ? 'not ready' : 'not there'}` };
    }
    return true;
  };
  await eventually('Argo CD waits for the databases alone', 600, attempt, 1000);
}

function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** Lets the databases become ready a few seconds from now: not earlier, and then indeed. */
async function checkDelay(
  client: KubeClient,
  databases: Manifest[],
  actor: AwsProviderActor,
): Promise<string[]> {
  const instances = await client.list('rds.aws.m.upbound.io/v1beta1', awsKind);
  const created = instances.map(({ metadata }) => Date.parse(String(metadata.creationTimestamp)));
  const due = Date.now() + delaySeconds * 1000;
  actor.delay(awsKind, (due - Math.min(...created)) / 1000);
  for (const { object } of databases) {
    await eventually(`${nameOf(object)} is ready after its delay`, 90, async () =>
      isReady(await client.read(object)) ? true : { notYet: 'it is not' },
    );
    if (Date.now() < due) return [`${nameOf(object)} is Ready before its delay is over`];
  }
  return [];
}

function isReady(object: KubeObject | undefined): boolean {
  return listAt(object, 'status', 'conditions').some(
    (one) => textAt(one, 'type') === 'Ready' && fieldsAt(one).status === 'True',
  );
}
