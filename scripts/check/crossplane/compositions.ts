// The compositions of an environment as the rules of this layer read them.
import { indexOf } from '../kit/environment-index.ts';
import { groupOf, versionOf } from '../kit/kinds.ts';
import { type At, dig, type Fields, fields, isFields, itemsAt, text } from '../kit/read.ts';
import type { CheckedEnvironment, CheckedObject } from '../rule.ts';
import { isStructuralSchema } from '../schema/read-schema.ts';
import type { StructuralSchema } from '../schema/structural.ts';

/** One resource that a composition makes. */
export interface Composed {
  readonly object: CheckedObject;
  /** Path of the resource in the composition, for example `spec.pipeline[0].input.resources[2]`. */
  readonly path: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly base: Fields;
  readonly patches: readonly At<Fields>[];
  readonly readinessChecks: readonly At<Fields>[];
}

/** One composition with the type that it implements. */
export interface CompositionPlace {
  readonly object: CheckedObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly resources: readonly Composed[];
}

const cache = new WeakMap<CheckedEnvironment, readonly CompositionPlace[]>();

/** All compositions of an environment. */
export function compositionsOf(environment: CheckedEnvironment): readonly CompositionPlace[] {
  const known = cache.get(environment);
  if (known) return known;
  const found = indexOf(environment)
    .ofKind('apiextensions.crossplane.io/Composition')
    .map((object) => {
      const { apiVersion, kind } = fields(dig(object.manifest, 'spec', 'compositeTypeRef'));
      return {
        object,
        apiVersion: text(apiVersion) ?? '',
        kind: text(kind) ?? '',
        resources: resourcesOf(object),
      };
    });
  cache.set(environment, found);
  return found;
}

function resourcesOf(object: CheckedObject): Composed[] {
  return itemsAt(fields(object.manifest.spec).pipeline, 'spec.pipeline').flatMap((step) => {
    const input = fields(step.value.input);
    // Patches are in the dialect of function-patch-and-transform; other functions have their own.
    if (input.kind !== 'Resources' || groupOf(text(input.apiVersion) ?? '') !== 'pt.fn.crossplane.io')
      return [];
    const sets = new Map(
      itemsAt(input.patchSets, '').map(({ value }) => [
        value.name,
        itemsAt(value.patches, '').map((patch) => patch.value),
      ]),
    );
    return itemsAt(input.resources, `${step.path}.input.resources`).map(({ path, value }) => {
      const base = fields(value.base);
      const patches = itemsAt(value.patches, `${path}.patches`).flatMap((patch) =>
        patch.value.type === 'PatchSet'
          ? (sets.get(patch.value.patchSetName) ?? []).map((one) => ({ path: patch.path, value: one }))
          : [patch],
      );
      return {
        object,
        path,
        name: text(value.name) ?? '',
        apiVersion: text(base.apiVersion) ?? '',
        kind: text(base.kind) ?? '',
        base,
        patches,
        readinessChecks: itemsAt(value.readinessChecks, `${path}.readinessChecks`),
      };
    });
  });
}

/** The definition of a kind of composite resource. */
export function definitionOf(
  environment: CheckedEnvironment,
  apiVersion: string,
  kind: string,
): CheckedObject | undefined {
  return indexOf(environment)
    .ofKind('apiextensions.crossplane.io/CompositeResourceDefinition')
    .find(({ manifest }) => {
      const { group, names } = fields(manifest.spec);
      return group === groupOf(apiVersion) && dig(names, 'kind') === kind;
    });
}

const schemaCache = new WeakMap<CheckedObject, Map<string, StructuralSchema | undefined>>();

/** The schema that a definition gives a version of its kind, as it is written there. */
export function compositeSchema(
  environment: CheckedEnvironment,
  apiVersion: string,
  kind: string,
): StructuralSchema | undefined {
  const definition = definitionOf(environment, apiVersion, kind);
  if (!definition) return undefined;
  const versions = schemaCache.get(definition) ?? new Map<string, StructuralSchema | undefined>();
  schemaCache.set(definition, versions);
  if (!versions.has(apiVersion)) versions.set(apiVersion, readVersion(definition, versionOf(apiVersion)));
  return versions.get(apiVersion);
}

function readVersion(definition: CheckedObject, name: string): StructuralSchema | undefined {
  const version = itemsAt(dig(definition.manifest, 'spec', 'versions'), '').find(
    ({ value }) => value.name === name,
  );
  const schema = dig(version?.value, 'schema', 'openAPIV3Schema');
  return isFields(schema) && isStructuralSchema(schema) ? schema : undefined;
}
