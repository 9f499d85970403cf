// Finds fields that the AWS provider insists on and that a composed resource would lack in some valid spec.
import { requiredFields } from '../provider-facts.ts';
import type { AnyCloudApi, ResourceTemplate } from './cloud-api.ts';
import { resolveNames } from './patches.ts';
import { presenceOf } from './presence.ts';
import { expressionOf, formatPath } from './ref.ts';

/** Throws when a composed AWS resource would miss a required field; names the resource, its field and the spec's. */
export function assertComplete(api: AnyCloudApi, variant: string, resource: ResourceTemplate): void {
  const { apiVersion, kind, spec } = resource.body;
  if (!apiVersion.includes('.aws.m.upbound.io/')) return;
  const id = `${apiVersion.split('.')[0]}/${kind}`;
  const fields = requiredFields[id];
  if (!fields)
    throw new Error(`${id}: required fields are not known; run scripts/facts/write-provider-facts.ts`);
  if (isObservedOnly(spec)) return;
  const forProvider = isRecord(spec) ? spec.forProvider : undefined;
  const problems = fields.flatMap((field) => missing(api, forProvider, field.split('.'), 'spec.forProvider'));
  if (problems.length > 0)
    throw new Error(`${api.kind} (${variant}), ${kind} ${resource.id}: ${problems.join('; ')}`);
}

function missing(api: AnyCloudApi, parent: unknown, path: readonly string[], above: string): string[] {
  const [segment = '', ...rest] = path;
  // A whole structure from the spec has the spec's own schema; an absent one needs no fields.
  if (expressionOf(parent) || !isRecord(parent)) return [];
  const isList = segment.endsWith('[]');
  const name = segment.replaceAll('[]', '');
  const here = `${above}.${name}`;
  const value = parent[name];
  if (rest.length === 0 && !isList) return missingLeaf(api, parent, name, here);
  if (isList && Array.isArray(value) && !expressionOf(value))
    return value.flatMap((item, index) => missing(api, item, rest, `${here}[${index}]`));
  return missing(api, value, rest, here);
}

function missingLeaf(
  api: AnyCloudApi,
  parent: Record<string, unknown>,
  name: string,
  here: string,
): string[] {
  const value = parent[name];
  const byReference = ['Ref', 'Refs', 'Selector'].some((suffix) => parent[`${name}${suffix}`] !== undefined);
  if (byReference) return [];
  if (value === undefined) return [`${here} is required and left out`];
  const expression = expressionOf(value);
  if (!expression) return [];
  const resolved = resolveNames(expression);
  if (presenceOf(resolved, api.spec, api.status) !== 'optional') return [];
  const source = resolved.op === 'field' ? formatPath(resolved.path) : 'a field of the spec';
  return [
    `${here} is required, and ${source} may be missing; make that a required field or wrap it in required()`,
  ];
}

function isObservedOnly(spec: unknown): boolean {
  const policies = isRecord(spec) ? spec.managementPolicies : undefined;
  return Array.isArray(policies) && policies.length === 1 && policies[0] === 'Observe';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
