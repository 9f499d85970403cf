// Moves what several schemas of a file have in common into definitions: most kinds of AWS repeat the same parts.
import { createHash } from 'node:crypto';
import { canonical } from '../equal.ts';
import type { Definitions, StructuralSchema } from '../structural.ts';
import type { ModelSchemas } from './model-schemas.ts';

/** Shorter parts are not worth a name. */
const minLength = 80;

/** Schemas as a file of embedded schemas holds them. */
export interface EmbeddedFile {
  readonly kinds: Definitions;
  readonly definitions: Definitions;
}

/** The same schemas with every repeated part as a definition, named by its contents. */
export function withSharedParts({ kinds, definitions }: ModelSchemas): EmbeddedFile {
  const counts = new Map<string, number>();
  const count = (schema: StructuralSchema): void => {
    const text = canonical(schema);
    const seen = counts.get(text) ?? 0;
    counts.set(text, seen + 1);
    if (seen === 0) for (const part of partsOf(schema)) count(part);
  };
  for (const schema of [...kinds.values(), ...definitions.values()])
    for (const part of partsOf(schema)) count(part);

  const shared = new Map<string, StructuralSchema>();
  const shorten = (schema: StructuralSchema): StructuralSchema => {
    const text = canonical(schema);
    if (schema.$ref !== undefined || (counts.get(text) ?? 0) < 2 || text.length < minLength)
      return mapParts(schema, shorten);
    const name = createHash('sha256').update(text).digest('hex').slice(0, 8);
    if (!shared.has(name)) shared.set(name, mapParts(schema, shorten));
    return { $ref: name };
  };
  const all = (schemas: Map<string, StructuralSchema>) =>
    [...schemas].map(([name, schema]) => [name, mapParts(schema, shorten)] as const);
  const short = { kinds: all(kinds), definitions: all(definitions) };
  return { kinds: sorted(short.kinds), definitions: sorted([...short.definitions, ...shared]) };
}

function sorted(entries: readonly (readonly [string, StructuralSchema])[]): Definitions {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function partsOf(schema: StructuralSchema): StructuralSchema[] {
  const rest = schema.additionalProperties;
  return [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(typeof rest === 'object' ? [rest] : []),
  ];
}

function mapParts(
  schema: StructuralSchema,
  change: (part: StructuralSchema) => StructuralSchema,
): StructuralSchema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, change(field)]),
      ),
    }),
    ...(items && { items: change(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties) }),
  };
}
