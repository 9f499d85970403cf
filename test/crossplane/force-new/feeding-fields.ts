// Which fields of a spec end up in which fields of the AWS resources, followed through the status where need be.
import { isDeepStrictEqual } from 'node:util';
import type { AnyCloudApi, ResourceTemplate, Template } from '../../../crossplane/engine/cloud-api.ts';
import { valueAt } from '../../../crossplane/engine/evaluate.ts';
import { flatten } from '../../../crossplane/engine/flatten.ts';
import { resolveNames } from '../../../crossplane/engine/patches.ts';
import type { Expression } from '../../../crossplane/engine/ref.ts';

/** A field of an AWS resource, and the fields of the spec that its value comes from. */
export interface FedField {
  api: AnyCloudApi;
  variant: string;
  resourceId: string;
  /** Kind and group, for example `rds/Instance`. */
  kind: string;
  /** Path below `spec.forProvider` without indexes, or `external-name`. */
  field: string;
  /** Paths below `spec` of the composite resource. */
  specFields: string[];
}

const externalName = ['metadata', 'annotations', 'crossplane.io/external-name'].join('\0');

/** Every field of every AWS resource of an API that a spec field feeds. */
export function fedFields(api: AnyCloudApi): FedField[] {
  return api.variants.flatMap((variant) => {
    const template = api.template(variant);
    return template.resources.filter(isOfAws).flatMap((resource) =>
      flatten(resource).leaves.flatMap(({ path, expression }) => {
        const field = fieldName(path);
        // What is only observed is looked up by that name: another name is another look.
        if (field === 'external-name' && isObserved(resource)) return [];
        const specFields = [...new Set(sources(expression, template))];
        if (field === undefined || specFields.length === 0) return [];
        return { api, variant, resourceId: resource.id, kind: kindOf(resource), field, specFields };
      }),
    );
  });
}

/** `rds/Instance` of a composed resource. */
export function kindOf({ body }: ResourceTemplate): string {
  return `${body.apiVersion.split('.')[0]}/${body.kind}`;
}

function isObserved(resource: ResourceTemplate): boolean {
  const { base } = flatten(resource);
  return isDeepStrictEqual(valueAt(base, ['spec', 'managementPolicies']), ['Observe']);
}

/** True for what the AWS provider makes; the rest are Kubernetes objects. */
export function isOfAws({ body }: ResourceTemplate): boolean {
  return body.apiVersion.includes('.aws.m.upbound.io/');
}

function fieldName(path: readonly string[]): string | undefined {
  if (path.join('\0') === externalName) return 'external-name';
  if (path[0] !== 'spec' || path[1] !== 'forProvider') return undefined;
  return path
    .slice(2)
    .filter((segment) => !/^\d+$/.test(segment))
    .join('.');
}

function sources(expression: Expression, template: Template): string[] {
  const resolved = resolveNames(expression);
  if (resolved.op === 'format') return resolved.from.flatMap((part) => sources(part, template));
  if (resolved.op !== 'field') return sources(resolved.from, template);
  const [root, ...path] = resolved.path;
  if (root === 'spec') return [path.filter((segment) => !/^\d+$/.test(segment)).join('.')];
  return root === 'status' ? identityOf(path[0] ?? '', template) : [];
}

/** What decides which AWS object a status field speaks of: the external name of the resource that publishes it. */
function identityOf(statusField: string, template: Template): string[] {
  const publisher = template.statuses.find(({ field }) => field === statusField)?.resource;
  const resource = template.resources.find(({ id }) => id === publisher);
  if (!resource) return [];
  return flatten(resource)
    .leaves.filter(({ path }) => path.join('\0') === externalName)
    .flatMap(({ expression }) => sources(expression, template));
}
