// Finds the API of a composite resource and previews what it asks AWS for.
import { withDefaults } from '../envs/validate/defaults.ts';
import { type AnyCloudApi, apiGroup } from './engine/cloud-api.ts';
import { compositionName } from './engine/composition.ts';
import { preview } from './engine/preview.ts';
import { cloudApis } from './index.ts';
import type { Manifest } from './manifest.ts';

/** Whether a manifest is a composite resource of one of our APIs. */
export function isCompositeResource(manifest: Manifest): boolean {
  return manifest.apiVersion.startsWith(`${apiGroup}/`);
}

/** The managed resources of a composite resource. Throws when its kind or its composition is unknown. */
export function previewOf(composite: Manifest): Manifest[] {
  const api = cloudApis.find(({ kind }) => kind === composite.kind);
  if (!api)
    throw new Error(
      `${composite.kind} is no cloud API; known are ${cloudApis.map(({ kind }) => kind).join(', ')}`,
    );
  const complete = { ...composite, spec: withDefaults(api.spec, composite.spec) };
  return preview(api, variantOf(api, composite), complete);
}

/** The composition that a composite resource names, or the API's only one. */
export function variantOf(api: AnyCloudApi, composite: Manifest): string {
  const named = compositionRefName(composite.spec);
  const variant =
    api.variants.find((candidate) => compositionName(api, candidate) === named) ?? api.variants[0];
  if (!variant || (named === undefined && api.variants.length > 1)) {
    throw new Error(
      `${api.kind} ${composite.metadata.name} must name one of its compositions: ${api.variants.join(', ')}`,
    );
  }
  return variant;
}

function compositionRefName(spec: unknown): string | undefined {
  if (typeof spec !== 'object' || spec === null || !('crossplane' in spec)) return undefined;
  const { crossplane } = spec;
  if (typeof crossplane !== 'object' || crossplane === null || !('compositionRef' in crossplane))
    return undefined;
  const { compositionRef } = crossplane;
  if (typeof compositionRef !== 'object' || compositionRef === null || !('name' in compositionRef))
    return undefined;
  return String(compositionRef.name);
}
