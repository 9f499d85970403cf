// Tells whether a field of a spec is there in every valid composite resource.
import type { TSchema } from 'typebox';
import { type Expression, formatPath } from './ref.ts';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  default?: unknown;
  items?: SchemaNode;
  minItems?: number;
  additionalProperties?: SchemaNode | boolean;
}

/** `always`: every valid XR has it. `optional`: it may be missing. `observed`: a status field, there later. */
export type Presence = 'always' | 'optional' | 'observed';

/** When the value of an expression is there. Throws when it names a field that the schema does not have. */
export function presenceOf(expression: Expression, spec: TSchema, status: TSchema): Presence {
  switch (expression.op) {
    case 'required':
      return 'always';
    case 'map':
    case 'json':
    case 'text':
      return presenceOf(expression.from, spec, status);
    case 'format': {
      const all = expression.from.map((part) => presenceOf(part, spec, status));
      if (all.includes('observed')) return 'observed';
      return all.includes('optional') ? 'optional' : 'always';
    }
    case 'field': {
      const [root, ...path] = expression.path;
      if (root === 'metadata') return 'always';
      if (root === 'spec') return presenceAt(spec, path, ['spec']);
      presenceAt(status, path, ['status']);
      return 'observed';
    }
  }
}

function presenceAt(schema: SchemaNode, path: readonly string[], above: readonly string[]): Presence {
  const [segment, ...rest] = path;
  if (segment === undefined) return 'always';
  const here = [...above, segment];
  const below = schema.properties?.[segment];
  if (below) {
    const always = schema.required?.includes(segment) || below.default !== undefined;
    const deeper = presenceAt(below, rest, here);
    return always ? deeper : 'optional';
  }
  if (schema.items && /^\d+$/.test(segment)) {
    const deeper = presenceAt(schema.items, rest, here);
    return (schema.minItems ?? 0) > Number(segment) ? deeper : 'optional';
  }
  if (typeof schema.additionalProperties === 'object') return 'optional';
  throw new Error(`${formatPath(here)} is not in the schema`);
}
