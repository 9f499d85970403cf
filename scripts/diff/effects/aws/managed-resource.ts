// What the rules about AWS look at: changes of previews, with their fields named as the provider names them.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { FieldChange, ObjectChange } from '../../change.ts';
import { parsePath } from '../../compare/path.ts';

/** A changed field of a managed resource. */
export interface AwsField {
  readonly change: FieldChange;
  /** Path as reports show it. */
  readonly path: string;
  /**
   * Path below `forProvider` without positions and keys of lists, for example `rule.transition.days`;
   * `external-name` for the name by which the provider finds the resource.
   */
  readonly name: string;
  /** The resource that it follows, when only that one changed, for example `Alias airflow-database-storage-key`. */
  readonly follows?: string;
}

/** The change of a managed resource of AWS. */
export interface AwsChange {
  readonly change: ObjectChange;
  /** Provider family and kind, for example `rds/Instance`. */
  readonly kind: string;
  readonly fields: readonly AwsField[];
}

const awsGroup = /^([a-z0-9]+)\.aws\.m\.upbound\.io\//;
const externalName = 'crossplane.io/external-name';

/** The changes of managed resources among `changes`. Previews are the only ones: nobody writes them by hand. */
export function awsChanges(changes: readonly ObjectChange[]): AwsChange[] {
  return changes.flatMap((change) => {
    const family = awsGroup.exec(change.apiVersion)?.[1];
    if (!family) return [];
    const fields = change.fields.flatMap((field) => {
      const name = providerName(field.path);
      return name ? [{ change: field, path: field.path, name }] : [];
    });
    return [{ change, kind: `${family}/${change.kind}`, fields }];
  });
}

/** Name of a field for the provider, or undefined when the field is none of AWS's. */
export function providerName(path: string): string | undefined {
  const names: string[] = [];
  for (const segment of parsePath(path)) if (segment.type === 'field') names.push(segment.name);
  const [first, second, ...rest] = names;
  if (first === 'metadata' && second === 'annotations') {
    return rest[0] === externalName ? 'external-name' : undefined;
  }
  if (first !== 'spec' || (second !== 'forProvider' && second !== 'initProvider')) return undefined;
  return rest.length > 0 ? rest.join('.') : undefined;
}

/** True when the preview forbids the provider to delete what it manages, so that AWS keeps it. */
export function isKeptInAws(manifest: Manifest | undefined): boolean {
  const policies = managementPolicies(manifest);
  return policies !== undefined && !policies.includes('Delete') && !policies.includes('*');
}

/** True when the provider only looks at what somebody else manages. */
export function isObserved(manifest: Manifest | undefined): boolean {
  const policies = managementPolicies(manifest);
  return policies?.every((policy) => policy === 'Observe') ?? false;
}

function managementPolicies(manifest: Manifest | undefined): unknown[] | undefined {
  const spec = manifest?.spec;
  if (typeof spec !== 'object' || spec === null || !('managementPolicies' in spec)) return undefined;
  return Array.isArray(spec.managementPolicies) ? spec.managementPolicies : undefined;
}

/** The value at a path of plain fields in a manifest, for example `spec.forProvider.maxAllocatedStorage`. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const name of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.entries(current).find(([key]) => key === name)?.[1];
  }
  return current;
}
