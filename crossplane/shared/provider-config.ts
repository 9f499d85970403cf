// Which provider configuration signs in for a composite resource: the cluster's own, or one of its namespace.
import type { ComposedObject, ComposedTemplate, Readiness } from '../engine/cloud-api.ts';
import type { Ref } from '../engine/ref.ts';
import { choice, defaulted, immutable } from '../engine/spec.ts';
import type { Compose } from './protection.ts';

const kinds = ['ClusterProviderConfig', 'ProviderConfig'] as const;

/** Kind of a provider configuration. */
export type ProviderConfigKind = (typeof kinds)[number];

/**
 * Field of a spec. In an environment's own cluster everything signs in by the one ClusterProviderConfig. At the hub
 * each environment has a namespace with a ProviderConfig that leads into its account and can't be used from elsewhere.
 */
export const providerConfigKind = immutable(
  defaulted(
    choice(
      kinds,
      'Kind of the provider configuration "default" that signs in to AWS: that of the cluster, or that of the namespace.',
    ),
    'ClusterProviderConfig',
  ),
  'everything would be made once more, in another account',
);

/** Composes AWS resources that sign in by the provider configuration `default` of this kind. */
export function composeSignedIn(resource: Compose, kind: Ref<ProviderConfigKind>): Compose {
  return <T extends ComposedObject>(
    id: string,
    template: ComposedTemplate<T>,
    options?: { readiness?: Readiness },
  ) => resource<T>(id, signedIn(template, kind), options);
}

function signedIn<T extends { apiVersion: string }>(template: T, kind: Ref<ProviderConfigKind>): T {
  // Composed Kubernetes and Crossplane kinds sign in nowhere.
  if (!template.apiVersion.includes('.aws.m.upbound.io/')) return template;
  const spec: unknown = Reflect.get(template, 'spec');
  const providerConfigRef = { kind, name: 'default' };
  return Object.assign({}, template, { spec: Object.assign({}, spec, { providerConfigRef }) });
}
