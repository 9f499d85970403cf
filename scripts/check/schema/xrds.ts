// Reads the schemas of a CompositeResourceDefinition, and adds the fields that Crossplane adds.

import type { Manifest } from '../../../crossplane/manifest.ts';
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { type Definition, definitionOf, readSchema, rootSchema } from './crds.ts';
import { sourceOfKinds } from './judge.ts';
import type { SchemaSource } from './source.ts';
import type { KindSchema, StructuralSchema } from './structural.ts';

// https://github.com/crossplane/crossplane/blob/v2.1.3/internal/xcrd/schemas.go
const text: StructuralSchema = { type: 'string' };
const time: StructuralSchema = { type: 'string', format: 'date-time' };
const object = (required: readonly string[], names: readonly string[] = required): StructuralSchema => ({
  type: 'object',
  required,
  properties: Object.fromEntries(names.map((name) => [name, text])),
});
const labelSelector: StructuralSchema = {
  type: 'object',
  required: ['matchLabels'],
  properties: { matchLabels: { type: 'object', additionalProperties: text } },
};

/** Crossplane limits the name of a composite resource, which it uses as the value of a label. */
const maxNameLength = 63;

/** True for a CompositeResourceDefinition of any version. */
export function isXrd(manifest: Pick<Manifest, 'apiVersion' | 'kind'>): boolean {
  return (
    manifest.kind === 'CompositeResourceDefinition' &&
    manifest.apiVersion.startsWith('apiextensions.crossplane.io/')
  );
}

/** Judges composite resources by their definitions. @throws Error naming the definition that is malformed */
export function schemasOfXrds(xrds: readonly Manifest[]): SchemaSource {
  return sourceOfKinds('definitions of composite resources', xrds.flatMap(schemasOfXrd));
}

/** One schema for each version of the composite resource. @throws Error naming the definition and what is wrong */
export function schemasOfXrd(xrd: Manifest): KindSchema[] {
  const definition = definitionOf(xrd);
  const fallback = xrd.apiVersion.endsWith('/v1') ? 'LegacyCluster' : 'Namespaced';
  const scope = typeof definition.spec.scope === 'string' ? definition.spec.scope : fallback;
  return definition.versions.flatMap((version) => {
    if (version.served === false) return [];
    const where = `${definition.kind} of ${definition.group}/${version.name}`;
    const given = isRecord(version.schema) ? version.schema.openAPIV3Schema : undefined;
    return [
      {
        apiVersion: `${definition.group}/${version.name}`,
        kind: definition.kind,
        schema: compositeSchema(readSchema(given, where), scope, definition),
        definitions: {},
        native: false,
      },
    ];
  });
}

function compositeSchema(given: StructuralSchema, scope: string, definition: Definition): StructuralSchema {
  const legacy = scope === 'LegacyCluster';
  const machinery = machineryFields(scope, definition);
  const added = legacy ? machinery : { crossplane: { type: 'object', properties: machinery } };
  const name = given.properties?.metadata?.properties?.name;
  const maxLength = Math.min(maxNameLength, name?.maxLength ?? maxNameLength);
  return rootSchema({
    type: 'object',
    required: ['spec'],
    properties: {
      metadata: { type: 'object', properties: { name: { ...name, type: 'string', maxLength } } },
      spec: section(given.properties?.spec, added),
      status: section(given.properties?.status, statusFields(legacy)),
    },
  });
}

/** Crossplane takes over these keywords of a section, and no others. */
function section(
  given: StructuralSchema = {},
  added: { readonly [field: string]: StructuralSchema },
): StructuralSchema {
  const { required, oneOf, properties } = given;
  const open = given['x-kubernetes-preserve-unknown-fields'];
  const rules = given['x-kubernetes-validations'];
  return {
    type: 'object',
    properties: { ...properties, ...added },
    ...(required && { required }),
    ...(oneOf && { oneOf }),
    ...(open && { 'x-kubernetes-preserve-unknown-fields': open }),
    ...(rules && { 'x-kubernetes-validations': rules }),
  };
}

function machineryFields(scope: string, { spec }: Definition): { [field: string]: StructuralSchema } {
  const policy = spec.defaultCompositionUpdatePolicy;
  const reference = ['apiVersion', 'kind'];
  const names = scope === 'Namespaced' ? [...reference, 'name'] : [...reference, 'name', 'namespace'];
  return {
    compositionRef: object(['name']),
    compositionSelector: labelSelector,
    compositionRevisionRef: object(['name']),
    compositionRevisionSelector: labelSelector,
    compositionUpdatePolicy: {
      type: 'string',
      enum: ['Automatic', 'Manual'],
      ...(typeof policy === 'string' && { default: policy }),
    },
    resourceRefs: { type: 'array', items: object(reference, names) },
    ...(scope === 'LegacyCluster' && {
      claimRef: object(['apiVersion', 'kind', 'namespace', 'name']),
      writeConnectionSecretToRef: object(['name', 'namespace']),
    }),
  };
}

function statusFields(legacy: boolean): { [field: string]: StructuralSchema } {
  const condition: StructuralSchema = {
    type: 'object',
    required: ['lastTransitionTime', 'reason', 'status', 'type'],
    properties: {
      lastTransitionTime: time,
      message: text,
      reason: text,
      status: text,
      type: text,
      observedGeneration: { type: 'integer', format: 'int64' },
    },
  };
  return {
    conditions: {
      type: 'array',
      items: condition,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    },
    ...(legacy && {
      connectionDetails: { type: 'object', properties: { lastPublishedTime: time } },
      claimConditionTypes: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    }),
  };
}
