// Field paths of Crossplane, and the way that they take through a schema.
// https://pkg.go.dev/github.com/crossplane/crossplane-runtime/v2/pkg/fieldpath
import type { Definitions, StructuralSchema } from '../schema/structural.ts';

/** One step of a path: the name of a field, or the index of an item (`*` means all). */
export type Step = string | number | '*';

/** The steps of a path such as `spec.tags[a.b/c].items[0]`; undefined when its brackets do not match. */
export function parseFieldPath(path: string): Step[] | undefined {
  const steps: Step[] = [];
  const part = /\[([^[\]]*)\]|([^.[\]]+)|(\.)/gy;
  while (part.lastIndex < path.length) {
    const match = part.exec(path);
    if (!match) return undefined;
    const [, inside, name] = match;
    if (name !== undefined) steps.push(name);
    else if (inside !== undefined) {
      const bare = inside.replace(/^(['"])(.*)\1$/, '$2');
      if (bare === '') return undefined;
      steps.push(/^\d+$/.test(bare) ? Number(bare) : bare);
    }
  }
  return steps.length > 0 ? steps : undefined;
}

/** A schema in which a path is looked up. */
export interface Room {
  readonly schema: StructuralSchema;
  readonly definitions: Definitions;
}

/** Where a path leads: to a schema, into a part that takes anything, or nowhere. */
export type Place =
  | { readonly leads: 'there'; readonly schema: StructuralSchema; readonly required: boolean }
  | { readonly leads: 'anywhere' }
  | { readonly leads: 'nowhere'; readonly at: Step; readonly accepted: readonly string[] };

/** Places by schema and path: compositions of all environments ask for the same ones. */
const known = new WeakMap<StructuralSchema, Map<string, Place>>();

/** Follows the steps of a path through a schema. `required` says whether each is required where it stands. */
export function follow(room: Room, steps: readonly Step[], path: string): Place {
  let places = known.get(room.schema);
  if (!places) {
    places = new Map();
    known.set(room.schema, places);
  }
  let place = places.get(path);
  if (!place) {
    place = walk(room, steps);
    places.set(path, place);
  }
  return place;
}

function walk(room: Room, steps: readonly Step[]): Place {
  let schema = resolve(room.schema, room.definitions);
  let required = true;
  for (const step of steps) {
    const below = stepInto(schema, step);
    if (below === 'anything') return { leads: 'anywhere' };
    if (below === undefined) {
      return { leads: 'nowhere', at: step, accepted: Object.keys(schema.properties ?? {}) };
    }
    const isNeeded = typeof step === 'string' && schema.required?.includes(step) === true;
    const next = resolve(below, room.definitions);
    required = required && (isNeeded || next.default !== undefined);
    schema = next;
  }
  return { leads: 'there', schema, required };
}

function stepInto(schema: StructuralSchema, step: Step): StructuralSchema | 'anything' | undefined {
  if (typeof step === 'number' || step === '*') {
    if (schema.items) return schema.items;
    if (step === '*' && typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  }
  const name = String(step);
  if (schema.properties && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  return isOpen || isBare(schema) ? 'anything' : undefined;
}

/** A schema that says nothing about its contents takes anything. */
function isBare({
  type,
  properties,
  items,
  additionalProperties,
  allOf,
  anyOf,
  oneOf,
}: StructuralSchema): boolean {
  return (
    (type === undefined || type === 'object') &&
    !properties &&
    !items &&
    additionalProperties === undefined &&
    !allOf &&
    !anyOf &&
    !oneOf
  );
}

function resolve(schema: StructuralSchema, definitions: Definitions): StructuralSchema {
  let found = schema;
  for (let depth = 0; found.$ref !== undefined && depth < 20; depth += 1)
    found = definitions[found.$ref] ?? {};
  return found;
}
