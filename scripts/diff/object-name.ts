// How objects are named in reports and acknowledgements, and what makes two manifests the same object.
import type { Manifest } from '../../crossplane/manifest.ts';

/** What names an object; manifests and changes both have it. */
export interface NamedObject {
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
}

/** `Deployment airflow/scheduler`, or `Namespace airflow` for cluster-scoped kinds. */
export function objectName({ kind, namespace, name }: NamedObject): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Kind, namespace and name of a manifest. */
export function namesOf({ kind, metadata }: Manifest): NamedObject {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}

/** Two manifests with the same identity are one object: the version of the API is not part of it. */
export function identityOf(manifest: Manifest): string {
  const slash = manifest.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : manifest.apiVersion.slice(0, slash);
  return `${group} ${objectName(namesOf(manifest))}`;
}
