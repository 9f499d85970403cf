// Knows the namespaces that no manifest makes: Argo CD creates them when it syncs an application.

import { fieldsAt, type KubeObject, listAt, textAt } from '../lib/json.ts';
import type { Manifest } from '../lib/tree.ts';

/** The namespaces that Applications ask Argo CD to create, with the labels they ask for. */
export function namespacesMadeBySync(manifests: readonly Manifest[]): KubeObject[] {
  const made = new Map<string, KubeObject>();
  for (const { object } of manifests) {
    if (object.kind !== 'Application') continue;
    const options = listAt(object, 'spec', 'syncPolicy', 'syncOptions');
    const name = textAt(object, 'spec', 'destination', 'namespace');
    if (!name || !options.includes('CreateNamespace=true')) continue;
    const metadata = fieldsAt(object, 'spec', 'syncPolicy', 'managedNamespaceMetadata');
    made.set(name, { apiVersion: 'v1', kind: 'Namespace', metadata: { ...metadata, name } });
  }
  return [...made.values()];
}
