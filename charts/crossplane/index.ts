// Workload `crossplane`: provider and function packages, and the definitions and compositions of our cloud APIs.

import type { AnyCloudApi } from '../../crossplane/engine/cloud-api.ts';
import { composition } from '../../crossplane/engine/composition.ts';
import { definition } from '../../crossplane/engine/xrd.ts';
import { cloudApis, foundationApis } from '../../crossplane/index.ts';
import type { Manifest } from '../../crossplane/manifest.ts';
import {
  activationPolicy,
  composedKindsRole,
  functions,
  providerConfig,
  providers,
  runtimeConfigs,
} from '../../crossplane/packages.ts';
import type { Installation } from '../../envs/index.ts';
import { manifest } from '../kit/manifest.ts';
import { applicationWaves, inWave, objectWaves } from '../kit/waves.ts';
import type { Workload } from '../kit/workload.ts';

interface Wavable {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; annotations?: Record<string, string> };
}

/** What differs between the Crossplane of an environment and that of the hub. */
interface CrossplaneOptions {
  /** APIs to define; only their providers are installed. */
  apis: readonly AnyCloudApi[];
  /** Whether composite resources may be made in the account of the cluster itself. */
  ownAccount: boolean;
}

/** The Crossplane of an environment. */
export const crossplane = crossplaneWith({ apis: cloudApis, ownAccount: true });

/** The Crossplane of the hub, which makes nothing in its own account. */
export const hubCrossplane = crossplaneWith({ apis: foundationApis, ownAccount: false });

function crossplaneWith({ apis, ownAccount }: CrossplaneOptions): Workload<Installation> {
  return {
    name: 'crossplane',
    namespace: 'crossplane-system',
    wave: applicationWaves.cloudApis,
    build(chart, installation) {
      const add = <T extends Wavable>(object: T, wave: number, origin: string): void => {
        const annotations = { ...object.metadata?.annotations, ...inWave(wave) };
        manifest(chart, { ...object, metadata: { ...object.metadata, annotations } }, origin);
      };
      const packages = 'crossplane/packages.ts';
      for (const config of runtimeConfigs(installation, apis)) add(config, objectWaves.packages, packages);
      for (const provider of providers(apis)) add(provider, objectWaves.packages, packages);
      for (const fn of functions()) add(fn, objectWaves.packages, packages);
      add(composedKindsRole(apis), objectWaves.packages, packages);
      add(activationPolicy(apis), objectWaves.packageSettings, packages);
      if (ownAccount) add(providerConfig(), objectWaves.packageSettings, packages);
      for (const api of apis) {
        const source = sourceOf(api.kind);
        add(definition(api), objectWaves.definitions, source);
        for (const variant of api.variants)
          add<Manifest>(composition(api, variant), objectWaves.compositions, source);
      }
    },
  };
}

/** Folder of an API: its kind in kebab case. */
function sourceOf(kind: string): string {
  const folder = kind.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `crossplane/apis/${folder}/index.ts`;
}
