// What the parts of a Network's composition share.
import type { ComposeContext } from '../../engine/cloud-api.ts';
import { required } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { protect } from '../../shared/protection.ts';
import type { NetworkSpec, NetworkStatus, NetworkVariant } from './spec.ts';

/** Context of the compose function. */
export type NetworkContext = ComposeContext<NetworkSpec, NetworkStatus, NetworkVariant>;

/** Which zone: part of the ids of its resources, and so permanent. */
export type ZoneKey = 'first' | 'second' | 'third';

/** Name of a composed resource in each zone. */
export type NamesByZone = ReadonlyMap<ZoneKey, Ref<string>>;

/** One zone of the spec. */
export interface ZoneFacts {
  key: ZoneKey;
  zone: Ref<string>;
  publicCidr: Ref<string>;
  privateCidr: Ref<string>;
}

/** The zones of a composition. What is required withholds the third zone's resources while the spec lacks it. */
export function zonesOf(variant: NetworkVariant, zones: Symbolic<NetworkSpec['zones']>): ZoneFacts[] {
  const all = [
    { key: 'first', facts: zones.first },
    { key: 'second', facts: zones.second },
    { key: 'third', facts: zones.third },
  ] as const;
  return all.slice(0, variant.startsWith('three') ? 3 : 2).map(({ key, facts }) => ({
    key,
    zone: required(facts.zone),
    publicCidr: required(facts.publicCidr),
    privateCidr: required(facts.privateCidr),
  }));
}

/** Keeps a resource in AWS while the network is protected: half a network is worth nothing. */
export function keeper({ spec }: NetworkContext) {
  return <T extends { readonly spec?: object }>(template: T): T => protect(template, spec.deletionProtection);
}
