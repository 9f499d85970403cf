// Reads an API concretely: the managed resources that one composite resource asks AWS for.
import type { Manifest } from '../manifest.ts';
import type { AnyCloudApi, Template } from './cloud-api.ts';
import { evaluate } from './evaluate.ts';
import { flatten } from './flatten.ts';
import { resolveNames } from './patches.ts';
import { presenceOf } from './presence.ts';
import { formatPath } from './ref.ts';

/** How a placeholder starts: the value exists only after AWS has made something. */
export const knownAfterApply = '<known after apply: ';

/** The managed resources of a composite resource, named and placed as Crossplane will name and place them. */
export function preview(api: AnyCloudApi, variant: string, composite: Manifest): Manifest[] {
  const template = api.template(variant);
  const { name, namespace } = composite.metadata;
  const placeholder = (field: string): string => describeSource(template, field, name);
  const manifests: Manifest[] = [];
  for (const resource of template.resources) {
    const { base, leaves } = flatten(resource);
    const object = structuredClone(base);
    let withheld = false;
    for (const leaf of leaves) {
      const expression = resolveNames(leaf.expression);
      const value = evaluate(expression, { composite, placeholder });
      if (value !== undefined) setAt(object, leaf.path, structuredClone(value));
      else if (presenceOf(expression, api.spec, api.status) !== 'optional') withheld = true;
    }
    if (withheld) continue;
    const { apiVersion, kind, metadata, ...rest } = object;
    manifests.push({
      apiVersion: String(apiVersion),
      kind: String(kind),
      metadata: {
        name: `${name}-${resource.id}`,
        ...(namespace ? { namespace } : {}),
        ...withoutName(metadata),
      },
      ...rest,
    });
  }
  return manifests;
}

function withoutName(metadata: unknown): Record<string, unknown> {
  const entries = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
  return Object.fromEntries(entries.filter(([key]) => key !== 'name'));
}

function describeSource(template: Template, field: string, composite: string): string {
  const source = template.statuses.find((status) => status.field === field);
  const kind = template.resources.find((resource) => resource.id === source?.resource)?.body.kind;
  if (!source || !kind) throw new Error(`status.${field} is read but never published`);
  return `${knownAfterApply}${kind} ${composite}-${source.resource}, ${formatPath(source.path)}>`;
}

/** Sets a value at a path, making objects and arrays on the way as the field path library of Crossplane does. */
function setAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let current: Record<string, unknown> | unknown[] = target;
  path.forEach((segment, index) => {
    const last = index === path.length - 1;
    const known: unknown = Array.isArray(current) ? current[Number(segment)] : current[segment];
    const next = last ? value : isContainer(known) ? known : /^\d+$/.test(path[index + 1] ?? '') ? [] : {};
    if (Array.isArray(current)) current[Number(segment)] = next;
    else current[segment] = next;
    if (!last && isContainer(next)) current = next;
  });
}

function isContainer(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}
