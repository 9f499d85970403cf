// Reads an API concretely: the managed resources that one composite resource asks AWS for.
import type { Manifest } from '../manifest.ts';
import type { AnyCloudApi, Template } from './cloud-api.ts';
import { type EvaluationScope, evaluate } from './evaluate.ts';
import { complete } from './flatten.ts';
import { resolveNames } from './patches.ts';
import { presenceOf } from './presence.ts';
import { type Expression, expressionOf, formatPath } from './ref.ts';

/** How a placeholder starts: the value exists only after AWS has made something. */
export const knownAfterApply = '<known after apply: ';

/** The managed resources of a composite resource, named and placed as Crossplane will name and place them. */
export function preview(api: AnyCloudApi, variant: string, composite: Manifest): Manifest[] {
  const template = api.template(variant);
  const { name, namespace } = composite.metadata;
  const placeholder = (field: string): string => describeSource(template, field, name);
  return template.resources.flatMap((resource) => {
    const reading = new Reading(api, { composite, placeholder });
    const { apiVersion, kind, metadata, ...rest } = reading.object(complete(resource.body));
    if (reading.withheld) return [];
    return {
      apiVersion: String(apiVersion),
      kind: String(kind),
      metadata: {
        name: `${name}-${resource.id}`,
        ...(namespace ? { namespace } : {}),
        ...(typeof metadata === 'object' ? metadata : {}),
      },
      ...rest,
    };
  });
}

const absent = Symbol('absent');

/** Fills the references of one composed resource with values. */
class Reading {
  /** A field that the resource can't be without is missing: Crossplane would not make the resource. */
  withheld = false;
  readonly #api: AnyCloudApi;
  readonly #scope: EvaluationScope;

  constructor(api: AnyCloudApi, scope: EvaluationScope) {
    this.#api = api;
    this.#scope = scope;
  }

  object(value: object): Record<string, unknown> {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, this.#value(item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== absent));
  }

  #value(value: unknown): unknown {
    const expression = expressionOf(value);
    if (expression) return this.#evaluated(resolveNames(expression));
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#value(item)).filter((item) => item !== absent);
      return value.length > 0 && items.length === 0 ? absent : items;
    }
    if (typeof value === 'object' && value !== null) {
      const filled = this.object(value);
      // Crossplane makes an object when it patches a field of it; without a patch there is none.
      return Object.keys(value).length > 0 && Object.keys(filled).length === 0 ? absent : filled;
    }
    return value;
  }

  #evaluated(expression: Expression): unknown {
    const value = evaluate(expression, this.#scope);
    if (value !== undefined) return structuredClone(value);
    if (presenceOf(expression, this.#api.spec, this.#api.status) !== 'optional') this.withheld = true;
    return absent;
  }
}

function describeSource(template: Template, field: string, composite: string): string {
  const source = template.statuses.find((status) => status.field === field);
  const kind = template.resources.find((resource) => resource.id === source?.resource)?.body.kind;
  if (!source || !kind) throw new Error(`status.${field} is read but never published`);
  return `${knownAfterApply}${kind} ${composite}-${source.resource}, ${formatPath(source.path)}>`;
}
