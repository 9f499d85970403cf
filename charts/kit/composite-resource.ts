// Places a composite resource (a database, a bucket, …) beside the workload that uses it.
import type { ApiObject, Chart } from 'cdk8s';
import { apiVersion, type CloudApi } from '../../crossplane/engine/cloud-api.ts';
import { compositionName } from '../../crossplane/engine/composition.ts';
import { manifest } from './manifest.ts';
import { inWave, objectWaves } from './waves.ts';

/** What a composite resource is made from. */
export interface CompositeResourceOptions<Spec, Variant extends string> {
  name: string;
  namespace: string;
  /** Which composition of the API; its only one by default. */
  variant?: Variant;
  spec: Spec;
}

/**
 * Adds a composite resource. A stateful one is pruned or deleted by Argo CD only after somebody confirmed it
 * (Argo CD: sync options Prune=confirm and Delete=confirm).
 */
export function compositeResource<Spec extends object, Variant extends string>(
  chart: Chart,
  api: CloudApi<Spec, Variant>,
  options: CompositeResourceOptions<Spec, Variant>,
): ApiObject {
  const { name, namespace, spec } = options;
  const variant = options.variant ?? api.variants[0];
  if (variant === undefined) throw new Error(`${api.kind} has no composition`);
  const crossplane = { compositionRef: { name: compositionName(api, variant) } };
  const guard = api.stateful ? { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' } : {};
  return manifest(chart, {
    apiVersion,
    kind: api.kind,
    metadata: { name, namespace, annotations: { ...guard, ...inWave(objectWaves.cloud) } },
    spec: { crossplane, ...spec },
  });
}
