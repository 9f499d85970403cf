// Splits a composed resource into what is fixed (the base) and what a reference fills in (the leaves).
import type { ResourceTemplate } from './cloud-api.ts';
import { type Expression, expressionOf, formatPath } from './ref.ts';

/** One field that a reference fills in. */
export interface Leaf {
  path: readonly string[];
  expression: Expression;
}

/** A composed resource, split. */
export interface Flattened {
  base: Record<string, unknown>;
  leaves: readonly Leaf[];
}

const absent = Symbol('absent');

/** What every AWS resource has unless its author says otherwise. */
const awsDefaults = {
  // Everything but LateInitialize, which would write AWS's defaults back into the spec and fight with git.
  managementPolicies: ['Observe', 'Create', 'Update', 'Delete'],
  providerConfigRef: { kind: 'ClusterProviderConfig', name: 'default' },
};

/** Splits a resource, after adding what every composed resource has: its name and, for AWS kinds, its provider. */
export function flatten(resource: ResourceTemplate): Flattened {
  const leaves: Leaf[] = [{ path: ['metadata', 'name'], expression: composedName(resource.id) }];
  const base = splitObject(complete(resource.body), [], leaves);
  return { base, leaves };
}

/** The name of a composed object: predictable, so that other resources and people can refer to it. */
export function composedName(id: string): Expression {
  const name: Expression = { op: 'field', root: { of: 'composite' }, path: ['metadata', 'name'] };
  return { op: 'format', format: ['', `-${id}`], from: [name] };
}

/** The body of a composed resource with what every resource of its kind has, in the author's order. */
export function complete(body: ResourceTemplate['body']): Record<string, unknown> {
  const { spec } = body;
  if (!body.apiVersion.includes('.aws.m.upbound.io/') || typeof spec !== 'object' || spec === null)
    return body;
  const missing = Object.entries(awsDefaults).filter(([field]) => !(field in spec));
  return { ...body, spec: { ...spec, ...Object.fromEntries(missing) } };
}

function splitValue(value: unknown, path: readonly string[], leaves: Leaf[]): unknown {
  const expression = expressionOf(value);
  if (expression) {
    leaves.push({ path, expression });
    return absent;
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => splitValue(item, [...path, String(index)], leaves));
    const fixed = items.filter((item) => item !== absent);
    if (items.length > 0 && fixed.length === 0) return absent;
    if (items.slice(0, fixed.length).includes(absent)) {
      throw new Error(
        `${formatPath(path)}: put the fixed elements before the referenced ones, or a gap would remain`,
      );
    }
    return fixed;
  }
  if (typeof value === 'object' && value !== null) {
    const fixed = splitObject(value, path, leaves);
    return Object.keys(value).length > 0 && Object.keys(fixed).length === 0 ? absent : fixed;
  }
  return value;
}

function splitObject(value: object, path: readonly string[], leaves: Leaf[]): Record<string, unknown> {
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, splitValue(item, [...path, key], leaves)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== absent));
}
