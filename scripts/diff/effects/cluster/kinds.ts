// Small facts about kinds that several rules on the cluster share.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { ObjectChange } from '../../change.ts';

/** Changes of objects that Argo CD applies: everything but the previews. */
export function appliedChanges(changes: readonly ObjectChange[]): ObjectChange[] {
  return changes.filter(({ application }) => application !== 'preview');
}

/** True for `Deployment`, `StatefulSet` and `DaemonSet`: what keeps pods running. */
export function isPodController(apiVersion: string, kind: string): boolean {
  return apiVersion === 'apps/v1' && ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind);
}

/** The value at a path of fields, for example `spec.strategy.type`. */
export function fieldOf(manifest: Manifest | undefined, path: string): unknown {
  let current: unknown = manifest;
  for (const name of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = new Map<string, unknown>(Object.entries(current)).get(name);
  }
  return current;
}

/** The value at a path when it is a number. */
export function numberAt(manifest: Manifest | undefined, path: string): number | undefined {
  const value = fieldOf(manifest, path);
  return typeof value === 'number' ? value : undefined;
}

/** Options of the annotation `argocd.argoproj.io/sync-options`. */
export function syncOptionsOf(manifest: Manifest | undefined): string[] {
  const text = manifest?.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
  return text.split(',').map((option) => option.trim());
}

/** Phase of an Argo CD hook, for example `PreSync`; undefined for an ordinary object. */
export function hookOf(manifest: Manifest | undefined): string | undefined {
  return manifest?.metadata.annotations?.['argocd.argoproj.io/hook'];
}

/** `one pod`, `4 pods`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

/** True when `path` is `field` or lies below it. */
export function liesIn(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
