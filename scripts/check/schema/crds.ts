// Reads the schemas of a CustomResourceDefinition.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { isStructuralSchema } from './read-schema.ts';
import type { KindSchema, StructuralSchema } from './structural.ts';

/** One schema for each version that the CRD serves. @throws Error naming the CRD and what is wrong with it */
export function schemasOfCrd(crd: unknown): KindSchema[] {
  const { group, kind, versions } = definitionOf(crd);
  return versions.flatMap((version) => {
    if (version.served === false) return [];
    const schema = isRecord(version.schema) ? version.schema.openAPIV3Schema : undefined;
    return [
      {
        apiVersion: `${group}/${version.name}`,
        kind,
        schema: rootSchema(readSchema(schema, `${kind} of ${group}/${version.name}`)),
        definitions: {},
        native: false,
      },
    ];
  });
}

/** What definitions of Kubernetes and of Crossplane have in common. */
export interface Definition {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly Readonly<Record<string, unknown>>[];
}

/** The parts of a definition that say which kind it defines. @throws Error naming what is missing */
export function definitionOf(manifest: unknown): Definition {
  const { metadata, spec } = isRecord(manifest) ? manifest : {};
  const name = isRecord(metadata) && typeof metadata.name === 'string' ? metadata.name : 'without a name';
  const fail = (what: string): never => {
    throw new Error(`the definition ${name} has no ${what}`);
  };
  if (!isRecord(spec)) return fail('spec');
  const kind = isRecord(spec.names) ? spec.names.kind : undefined;
  if (typeof spec.group !== 'string') return fail('spec.group');
  if (typeof kind !== 'string') return fail('spec.names.kind');
  if (!Array.isArray(spec.versions)) return fail('spec.versions');
  return { spec, group: spec.group, kind, versions: spec.versions.filter(isRecord) };
}

/** The schema itself. @throws Error naming the kind when it is malformed */
export function readSchema(schema: unknown, where: string): StructuralSchema {
  if (schema === undefined) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  if (!isStructuralSchema(schema)) throw new Error(`the schema of ${where} is malformed`);
  return schema;
}

/** The schema of a whole object: with apiVersion, kind and metadata, whatever the definition says of them. */
export function rootSchema(schema: StructuralSchema): StructuralSchema {
  return { ...schema, type: 'object', 'x-kubernetes-embedded-resource': true };
}
