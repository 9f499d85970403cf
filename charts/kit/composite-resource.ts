// Places a composite resource (a database, a bucket, …) beside the workload that uses it.
import type { IUsage } from '@crossplane-models/crossplane/protection.crossplane.io/v1beta1';
import type { Chart } from 'cdk8s';
import { type AnyCloudApi, apiVersion, type CloudApi } from '../../crossplane/engine/cloud-api.ts';
import { compositionName } from '../../crossplane/engine/composition.ts';
import { previewOf } from '../../crossplane/previews.ts';
import type { Installation } from '../../envs/index.ts';
import { manifest } from './manifest.ts';
import { callerFile } from './origin.ts';
import { inWave, objectWaves } from './waves.ts';

/** What a composite resource is made from. */
export interface CompositeResourceOptions<Spec, Variant extends string> {
  name: string;
  namespace: string;
  /** Which composition of the API; its only one by default. */
  variant?: Variant;
  spec: Spec;
  /** Sync wave; `objectWaves.cloud` by default. Earlier for what other cloud resources wait for. */
  wave?: number;
}

/**
 * Adds a composite resource. A stateful one is pruned or deleted by Argo CD only after somebody confirmed it
 * (Argo CD: sync options Prune=confirm and Delete=confirm), and Crossplane refuses to delete it
 * while its `deletionProtection` is on (Crossplane: Usage).
 */
export function compositeResource<Spec extends object, Variant extends string>(
  chart: Chart,
  environment: Installation,
  api: CloudApi<Spec, Variant>,
  options: CompositeResourceOptions<Spec, Variant>,
): void {
  const { name, namespace, spec, wave = objectWaves.cloud } = options;
  const origin = callerFile();
  const variant = options.variant ?? api.variants[0];
  if (variant === undefined) throw new Error(`${api.kind} has no composition`);
  const manual = environment.delivery.compositionUpdates === 'manual';
  const crossplane = {
    compositionRef: { name: compositionName(api, variant) },
    ...(manual ? { compositionUpdatePolicy: 'Manual' } : {}),
  };
  const guard = api.stateful ? { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' } : {};
  const composite = {
    apiVersion,
    kind: api.kind,
    metadata: { name, namespace },
    spec: { crossplane, ...inSchemaOrder(api, spec) },
  };
  // Argo CD waits for as many before the next wave: see argocd/health/composed.lua.
  const composed = { 'helical.dev/composed-resources': String(previewOf(composite).length) };
  const annotations = { ...guard, ...inWave(wave), ...composed };
  manifest(chart, { ...composite, metadata: { ...composite.metadata, annotations } }, origin);
  if (isProtected(spec)) manifest<IUsage>(chart, protection(api.kind, name, namespace), origin);
}

/** The fields in the order of the schema, so that every composite resource of a kind reads alike. */
function inSchemaOrder(api: AnyCloudApi, spec: object): object {
  const order = Object.keys(api.spec.properties);
  const entries = Object.entries(spec).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

function isProtected(spec: object): boolean {
  return 'deletionProtection' in spec && spec.deletionProtection === true;
}

/** Blocks the deletion of one composite resource. It is no part of that resource, or it would go with it. */
function protection(kind: string, name: string, namespace: string): IUsage {
  return {
    apiVersion: 'protection.crossplane.io/v1beta1',
    kind: 'Usage',
    metadata: {
      name: `${kind.toLowerCase()}-${name}`,
      namespace,
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm', ...inWave(objectWaves.cloud) },
    },
    spec: {
      of: { apiVersion, kind, resourceRef: { name } },
      reason: 'It holds data. Turn deletionProtection off in envs/ first.',
    },
  };
}
