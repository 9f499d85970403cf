// Reads an API symbolically: its Composition, in which every reference has become a patch.
import type { Manifest } from '../manifest.ts';
import { type AnyCloudApi, apiVersion } from './cloud-api.ts';
import { flatten } from './flatten.ts';
import { assertComplete } from './missing-fields.ts';
import { type Patch, patchInto, patchOutOf } from './patches.ts';

/** Functions that every composition runs, by the name of their Function package. */
export const compositionFunctions = ['function-patch-and-transform', 'function-auto-ready'] as const;

/** Name of the Composition of one variant, for example `buckets` or `encryptionkeys-s3`. */
export function compositionName(api: AnyCloudApi, variant: string): string {
  return variant === 'default' ? api.plural : `${api.plural}-${variant}`;
}

/** The Composition of one variant of an API. */
export function composition(api: AnyCloudApi, variant: string): Manifest {
  const template = api.template(variant);
  const resources = template.resources.map((resource) => {
    assertComplete(api, variant, resource);
    const { base, leaves } = flatten(resource);
    const patches: Patch[] = [
      ...leaves.map((leaf) => patchInto(leaf, api)),
      ...template.statuses.filter((status) => status.resource === resource.id).map(patchOutOf),
    ];
    const readiness = resource.readiness === 'exists' ? { readinessChecks: [{ type: 'None' }] } : {};
    return { name: resource.id, base, patches, ...readiness };
  });
  const [compose, ready] = compositionFunctions;
  return {
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'Composition',
    metadata: { name: compositionName(api, variant) },
    spec: {
      compositeTypeRef: { apiVersion, kind: api.kind },
      mode: 'Pipeline',
      pipeline: [
        {
          step: 'compose',
          functionRef: { name: compose },
          input: { apiVersion: 'pt.fn.crossplane.io/v1beta1', kind: 'Resources', resources },
        },
        { step: 'ready', functionRef: { name: ready } },
      ],
    },
  };
}
