// The previews of all environments, for tests that state facts over every cloud resource.
import { loadProduct } from '../../scripts/generate/this-project.ts';

/** One managed resource as AWS will be asked for it. */
export interface PreviewedResource {
  /** `<env>/<Kind>.<name>`, for messages. */
  place: string;
  kind: string;
  group: string;
  name: string;
  environment: string;
  forProvider: Record<string, unknown>;
}

const product = loadProduct();

/** Every managed resource of every environment. */
export const resources: readonly PreviewedResource[] = product.environments.flatMap((environment) =>
  product.plan(environment).flatMap(({ path, manifest }) => {
    if (!path.startsWith(`${environment}/preview/`)) return [];
    const { apiVersion, kind, metadata } = manifest;
    return {
      place: path.replace('preview/', '').replace(/\.yaml$/, ''),
      kind,
      group: apiVersion.split('/')[0] ?? '',
      name: metadata.name,
      environment,
      forProvider: record(record(manifest.spec).forProvider),
    };
  }),
);

/** The resources of one kind. */
export function ofKind(kind: string, groupStart: string): PreviewedResource[] {
  return resources.filter(
    (resource) => resource.kind === kind && resource.group.startsWith(`${groupStart}.`),
  );
}

/** A value as an object with fields; anything else as an empty one. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** A value as a list; a single value as a list of one. */
export function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
