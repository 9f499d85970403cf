// Works with Applications as a person at Argo CD would: applies the first ones, syncs by hand, reads why one is not Synced.

import { load } from 'js-yaml';
import { fieldsAt, isKubeObject, type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { KubeClient } from '../lib/kube-client.ts';
import { type EnvironmentTree, previewFolder } from '../lib/tree.ts';
import type { Delivery } from './delivery.ts';
import { namespacesMadeBySync } from './namespaces.ts';

/**
 * Does what a person does once by hand: applies the project that the root itself needs, then the root. Applications whose
 * charts cannot be fetched never sync here, so their namespaces, which others use too, are made for them.
 */
export async function deliverOnce(client: KubeClient, delivery: Delivery): Promise<void> {
  for (const namespace of namespacesMadeBySync(delivery.thirdParty)) await client.apply(namespace);
  const project = textAt(delivery.root, 'spec', 'project');
  const objects = [...delivery.files.values()].map((text) => load(text)).filter(isKubeObject);
  const own = objects.filter(({ kind, metadata }) => kind === 'AppProject' && metadata.name === project);
  for (const object of [...own, delivery.root]) await client.apply(object);
}

/** Why an Application does not count as Synced, or undefined. */
export function notSynced(application: KubeObject, environment: EnvironmentTree): string | undefined {
  const sync = textAt(application, 'status', 'sync', 'status');
  const phase = textAt(application, 'status', 'operationState', 'phase');
  const conditions = listAt(application, 'status', 'conditions').flatMap(
    (one) => textAt(one, 'message') ?? [],
  );
  if (sync === 'Synced' && conditions.length === 0 && (phase === undefined || phase === 'Succeeded'))
    return undefined;
  const differing = listAt(application, 'status', 'resources')
    .filter((one) => fieldsAt(one).status !== 'Synced')
    .map((one) => `${fieldsAt(one).kind} ${fieldsAt(one).name} is ${fieldsAt(one).status}`);
  const failed = listAt(application, 'status', 'operationState', 'syncResult', 'resources')
    .filter((one) => fieldsAt(one).status === 'SyncFailed')
    .map((one) => {
      const { kind, name, message } = fieldsAt(one);
      const found = environment.manifests.find(
        ({ object, application: folder }) =>
          folder !== previewFolder && object.kind === kind && object.metadata.name === name,
      );
      return `${found?.file ?? 'no file'}: ${kind} ${name}: ${message}`;
    });
  const message = textAt(application, 'status', 'operationState', 'message');
  const details = [...conditions, ...failed, message ?? '', ...differing.slice(0, 5)].filter(Boolean);
  return [`status ${sync ?? 'unknown'}, last sync ${phase ?? 'none'}`, ...details].join('; ');
}

/** Starts a sync where an environment leaves that to a person; here the rig is that person. */
export async function syncByHand(client: KubeClient, application: KubeObject): Promise<void> {
  const automatic = fieldsAt(application, 'spec', 'syncPolicy').automated !== undefined;
  const outOfSync = textAt(application, 'status', 'sync', 'status') === 'OutOfSync';
  const phase = textAt(application, 'status', 'operationState', 'phase');
  if (automatic || !outOfSync || application.operation || phase === 'Running') return;
  const syncOptions = listAt(application, 'spec', 'syncPolicy', 'syncOptions');
  await client.merge(application, {
    operation: { initiatedBy: { username: 'conformance' }, sync: { syncOptions } },
  });
}
