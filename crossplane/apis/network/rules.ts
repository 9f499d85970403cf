// What must fit together in the spec of a Network, in CEL for the API server and in TypeScript for everybody else.

import { type Cidr, contains, overlap, parseCidr } from '../../../envs/validate/cidr.ts';
import type { SpecRule } from '../../engine/spec.ts';
import type { NetworkSpec } from './spec.ts';

/** What the rules read: the spec, and which composition the composite resource names. */
type Layout = NetworkSpec & { crossplane?: { compositionRef?: { name: string } } };

type Zone = NetworkSpec['zones']['first'];

const ofThird = (...fields: string[]) =>
  `(has(self.zones.third) ? [${fields.map((field) => `self.zones.third.${field}`).join(', ')}] : [])`;

const celZones = `([self.zones.first.zone, self.zones.second.zone] + ${ofThird('zone')})`;
const celSubnets = `([self.zones.first.publicCidr, self.zones.first.privateCidr, self.zones.second.publicCidr, self.zones.second.privateCidr] + ${ofThird('publicCidr', 'privateCidr')})`;

function zonesOf({ zones: { first, second, third } }: Layout): Zone[] {
  return third ? [first, second, third] : [first, second];
}

function subnetsOf(layout: Layout): string[] {
  return zonesOf(layout).flatMap(({ publicCidr, privateCidr }) => [publicCidr, privateCidr]);
}

/** True when the test holds for the networks; a text that names no network is the first rule's business. */
function networksHold(texts: string[], test: (networks: Cidr[]) => boolean): boolean {
  const networks = texts.map(parseCidr).filter((network) => network !== undefined);
  return networks.length < texts.length || test(networks);
}

export const networkRules: readonly SpecRule<Layout>[] = [
  {
    field: 'vpcCidr',
    cel: `([self.vpcCidr] + ${celSubnets}).all(c, isCIDR(c) && cidr(c) == cidr(c).masked())`,
    holds: (layout) => [layout.vpcCidr, ...subnetsOf(layout)].every((text) => parseCidr(text) !== undefined),
    message: 'every range is the first address of a network and its prefix, for example 10.20.0.0/19',
  },
  {
    field: 'zones',
    cel: `!([self.vpcCidr] + ${celSubnets}).all(c, isCIDR(c)) || ${celSubnets}.all(c, cidr(self.vpcCidr).containsCIDR(c))`,
    holds: (layout) =>
      networksHold([layout.vpcCidr, ...subnetsOf(layout)], ([vpc, ...subnets]) =>
        subnets.every((subnet) => vpc !== undefined && contains(vpc, subnet)),
      ),
    message: 'every subnet lies in vpcCidr',
  },
  {
    // Each range meets one range of the list: itself.
    field: 'zones',
    cel: `!${celSubnets}.all(c, isCIDR(c)) || ${celSubnets}.all(a, ${celSubnets}.exists_one(b, cidr(a).containsCIDR(b) || cidr(b).containsCIDR(a)))`,
    holds: (layout) =>
      networksHold(subnetsOf(layout), (subnets) =>
        subnets.every((a) => subnets.filter((b) => overlap(a, b)).length === 1),
      ),
    message: 'no two subnets share an address',
  },
  {
    field: 'zones',
    cel: `${celZones}.all(a, ${celZones}.exists_one(b, a == b))`,
    holds: (layout) => new Set(zonesOf(layout).map(({ zone }) => zone)).size === zonesOf(layout).length,
    message: 'each zone is named once',
  },
  {
    field: 'zones',
    cel: `!has(self.crossplane) || !has(self.crossplane.compositionRef) || self.crossplane.compositionRef.name.contains('three-zones') == has(self.zones.third)`,
    holds: ({ crossplane, zones }) =>
      crossplane?.compositionRef === undefined ||
      crossplane.compositionRef.name.includes('three-zones') === (zones.third !== undefined),
    message:
      'zones.third goes with the compositions networks-three-zones-one-nat and networks-three-zones-nat-per-zone, and with no other',
  },
];
