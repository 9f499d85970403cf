// What a cloud API makes of a spec, for tests that look at single resources and policies.
import { compositeFindings } from '../../../crossplane/composite-findings.ts';
import { apiVersion, type CloudApi } from '../../../crossplane/engine/cloud-api.ts';
import { compositionName } from '../../../crossplane/engine/composition.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { preview } from '../../../crossplane/engine/preview.ts';
import type { Manifest } from '../../../crossplane/manifest.ts';

/** A statement of a policy, as far as tests read it. */
export interface Statement {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | { Service?: string; AWS?: string };
  Action: string | string[];
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Name of every composite resource in these tests. */
const compositeName = 'sample';

/** A composite resource of one composition of an API. */
export function composite<Spec, Variant extends string>(
  api: CloudApi<Spec, Variant>,
  variant: Variant,
  spec: Spec,
): Manifest {
  const crossplane = { compositionRef: { name: compositionName(api, variant) } };
  return {
    apiVersion,
    kind: api.kind,
    metadata: { name: compositeName, namespace: 'platform' },
    spec: { ...spec, ...(api.variants.length > 1 ? { crossplane } : {}) },
  };
}

/** What one composition of an API makes of a spec. */
export function composed<Spec, Variant extends string>(
  api: CloudApi<Spec, Variant>,
  variant: Variant,
  spec: Spec,
) {
  const resources = preview(api, variant, composite(api, variant, spec));
  const find = (id: string) => resources.find(({ metadata }) => metadata.name === `${compositeName}-${id}`);
  const resource = (id: string): Manifest => {
    const found = find(id);
    if (!found) throw new Error(`${api.kind} composes no "${id}"`);
    return found;
  };
  const field = (id: string, ...path: string[]): unknown =>
    valueAt(resource(id), ['spec', 'forProvider', ...path]);
  return {
    resources,
    /** The ids of the resources, in order. */
    ids: resources.map(({ metadata }) => metadata.name.slice(compositeName.length + 1)),
    resource,
    /** A field below `spec.forProvider`. */
    field,
    /** The statements of a policy in a field below `spec.forProvider`, by their ids. */
    statements: (id: string, ...path: string[]): Map<string, Statement> =>
      new Map(statementsOf(field(id, ...path)).map((statement) => [statement.Sid, statement])),
    /** A field of the whole resource. */
    at: (id: string, ...path: string[]): unknown => valueAt(resource(id), path),
    /** The actions that Crossplane may take on a resource. */
    actions: (id: string): unknown => valueAt(resource(id), ['spec', 'managementPolicies']),
    /** Value of `crossplane.io/external-name`. */
    externalName: (id: string): string | undefined =>
      resource(id).metadata.annotations?.['crossplane.io/external-name'],
  };
}

/** What is wrong with a spec, as texts. `changes` may be anything, as what people write by hand may be. */
export function problems<Spec, Variant extends string>(
  api: CloudApi<Spec, Variant>,
  variant: Variant,
  spec: Spec,
  changes: Record<string, unknown> = {},
): string[] {
  const whole = composite(api, variant, spec);
  const changed = { ...whole, spec: Object.assign({}, whole.spec, changes) };
  return compositeFindings(changed, 'test').map(({ where, what }) => `${where.path}: ${what}`);
}

/** The fields that are refused when `changes` are made. */
export function refusedFields<Spec, Variant extends string>(
  api: CloudApi<Spec, Variant>,
  variant: Variant,
  spec: Spec,
  changes: Record<string, unknown>,
): string[] {
  const prefix = `${api.kind} platform/${compositeName} spec.`;
  return problems(api, variant, spec, changes).map((problem) =>
    problem.slice(prefix.length, problem.indexOf(': ')),
  );
}

function statementsOf(policy: unknown): Statement[] {
  const parsed: unknown = JSON.parse(String(policy));
  if (!isPolicy(parsed)) throw new Error(`no policy: ${String(policy)}`);
  return parsed.Statement;
}

function isPolicy(value: unknown): value is { Statement: Statement[] } {
  return (
    typeof value === 'object' && value !== null && 'Statement' in value && Array.isArray(value.Statement)
  );
}
