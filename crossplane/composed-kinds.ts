// The kinds that our compositions really use, by name and by provider family.
import type { AnyCloudApi } from './engine/cloud-api.ts';
import { valueAt } from './engine/evaluate.ts';
import { cloudApis } from './index.ts';

/** A composed AWS kind. */
export interface ComposedKind {
  /** API group, for example `s3.aws.m.upbound.io`. */
  group: string;
  kind: string;
  /** Provider family package that brings the kind, for example `s3`. */
  family: string;
}

/** Every AWS kind in any composition of the APIs, sorted. */
export function composedAwsKinds(apis: readonly AnyCloudApi[] = cloudApis): ComposedKind[] {
  const kinds = new Map<string, ComposedKind>();
  for (const api of apis) {
    for (const variant of api.variants) {
      for (const { body } of api.template(variant).resources) {
        const group = body.apiVersion.split('/')[0] ?? '';
        if (!group.endsWith('.aws.m.upbound.io')) continue;
        const family = group.slice(0, group.indexOf('.'));
        kinds.set(`${group}/${body.kind}`, { group, kind: body.kind, family });
      }
    }
  }
  return [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

/** A kind that compositions compose and that is not of AWS. */
export interface ComposedKubernetesKind {
  /** API group; empty for the core kinds. */
  group: string;
  kind: string;
}

/** Every Kubernetes kind in any composition of the APIs, sorted. */
export function composedKubernetesKinds(apis: readonly AnyCloudApi[] = cloudApis): ComposedKubernetesKind[] {
  const kinds = new Map<string, ComposedKubernetesKind>();
  for (const api of apis) {
    for (const variant of api.variants) {
      for (const { body } of api.template(variant).resources) {
        const group = body.apiVersion.includes('/') ? (body.apiVersion.split('/')[0] ?? '') : '';
        if (!group.endsWith('.aws.m.upbound.io'))
          kinds.set(`${group}/${body.kind}`, { group, kind: body.kind });
      }
    }
  }
  return [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}

/** Provider families that the composed kinds need, sorted. */
export function providerFamilies(apis: readonly AnyCloudApi[] = cloudApis): string[] {
  return [...new Set(composedAwsKinds(apis).map(({ family }) => family))].sort();
}

/** ARNs of the AWS managed policies that compositions attach to roles, sorted. */
export function attachedPolicies(): string[] {
  const attached = cloudApis
    .flatMap((api) => api.variants.flatMap((variant) => api.template(variant).resources))
    .filter(({ body }) => body.kind === 'RolePolicyAttachment')
    .map(({ id, body }) => {
      const arn = valueAt(body, ['spec', 'forProvider', 'policyArn']);
      if (typeof arn !== 'string')
        throw new Error(`${id}: only a policy that is known by name may be attached`);
      return arn;
    });
  return [...new Set(attached)].sort();
}

// Kinds whose plural is not made by the usual rules, or already ends as one.
const irregular: Record<string, string> = {
  Alias: 'aliases',
  BucketOwnershipControls: 'bucketownershipcontrols',
};

/** Lower-case plural of a kind, as its CRD is named. */
export function pluralOf(kind: string): string {
  const known = irregular[kind];
  if (known) return known;
  const lower = kind.toLowerCase();
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(lower)) return `${lower}es`;
  return `${lower}s`;
}
