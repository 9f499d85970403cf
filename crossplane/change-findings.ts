// Judges a change of a composite resource, as the API server will when the new one meets the old one.
import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../envs/finding.ts';
import type { ChangeRule } from './engine/spec.ts';
import { cloudApis } from './index.ts';
import type { Manifest } from './manifest.ts';

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  immutable?: string;
  addable?: true;
  changes?: ChangeRule;
}

interface Refusal {
  field: string;
  what: string;
}

/** Everything that can't change from `before` to `after`, one finding for each field. `origin` made `after`. */
export function changeFindings(before: Manifest, after: Manifest, origin: string): Finding[] {
  const api = cloudApis.find(({ kind }) => kind === after.kind);
  if (!api || before.kind !== after.kind) return [];
  const object = `${after.kind} ${after.metadata.namespace}/${after.metadata.name}`;
  return refusals(api.spec, before.spec, after.spec, 'spec').map(({ field, what }) => ({
    rule: 'cloud-api/change',
    severity: 'error',
    where: { file: origin, path: `${object} ${field}` },
    what,
    why: 'The API server refuses the change by the same rule, because AWS can’t make it to what is there.',
    fix: `Leave ${field} as it is, or make a new ${after.kind} beside the old one and move the data.`,
  }));
}

function refusals(schema: SchemaNode, before: unknown, after: unknown, path: string): Refusal[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]): Refusal[] => {
    const field = `${path}.${name}`;
    const [old, now] = [before[name], after[name]];
    if (node.immutable && !isDeepStrictEqual(old, now) && !(node.addable && old === undefined))
      return [{ field, what: `can’t be changed: ${node.immutable}` }];
    if (old === undefined || now === undefined) return [];
    if (node.changes && !node.changes.holds(now, old)) return [{ field, what: node.changes.message }];
    return refusals(node, old, now, field);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
