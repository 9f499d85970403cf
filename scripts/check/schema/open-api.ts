// Reads the schemas of an OpenAPI v3 document, as an API server publishes one for each API group.
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { rootSchema } from './crds.ts';
import { metadataSchema } from './metadata.ts';
import { withServerChecks } from './native.ts';
import { isStructuralSchema } from './read-schema.ts';
import type { KindSchema, StructuralSchema } from './structural.ts';

const prefix = '#/components/schemas/';
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';
const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The schema of every kind of a document; documents of other forms have none. */
export function schemasOfOpenApi(document: unknown): KindSchema[] {
  const components = isRecord(document) ? document.components : undefined;
  const schemas = isRecord(components) && isRecord(components.schemas) ? components.schemas : {};
  const plain: Record<string, StructuralSchema> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    if (isStructuralSchema(schema)) plain[name] = closed(schema);
  }
  Object.assign(plain, {
    [quantity]: { type: 'quantity', format: 'quantity' },
    [intOrString]: { 'x-kubernetes-int-or-string': true },
    [objectMeta]: metadataSchema,
  });
  const definitions = withServerChecks(plain);
  return Object.entries(schemas).flatMap(([name, raw]) => {
    const schema = definitions[name];
    const kinds = isRecord(raw) ? raw['x-kubernetes-group-version-kind'] : undefined;
    // Several kinds in one schema are options of requests, such as DeleteOptions.
    if (!schema || !Array.isArray(kinds) || kinds.length !== 1) return [];
    const { group, version, kind } = Object(kinds[0]);
    if (typeof kind !== 'string' || kind.endsWith('List')) return [];
    const apiVersion = group ? `${group}/${version}` : String(version);
    return [{ apiVersion, kind, schema: rootSchema(schema), definitions, native: true }];
  });
}

/** The schema in the form of this project: closed, and without references that carry other keywords. */
function closed(schema: StructuralSchema): StructuralSchema {
  const [reference] = schema.allOf ?? [];
  const target = schema.$ref ?? (schema.allOf?.length === 1 ? reference?.$ref : undefined);
  if (target !== undefined) return { $ref: target.replace(prefix, '') };
  // Defaults such as "" only say what Go makes of a missing field; keys of lists only steer how changes are merged.
  const { default: _, 'x-kubernetes-list-type': __, ...said } = schema;
  const { properties, items, additionalProperties, type } = said;
  // Without fields it stands for any object, as with RawExtension, or for any value.
  const isOpen =
    (type === undefined || type === 'object') && !properties && additionalProperties === undefined;
  return {
    ...said,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, closed(field)]),
      ),
    }),
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(isOpen && { 'x-kubernetes-preserve-unknown-fields': true }),
  };
}
