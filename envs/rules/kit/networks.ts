// Lists the networks of an environment with their paths, for the rules that compare them.
import { type Cidr, parseCidr } from '../../validate/cidr.ts';
import type { Reading } from './rule.ts';

/** The fields that say which subnets there are; a rule over subnets reads them all. */
export const subnetFields = [
  'network.source',
  'network.privateSubnets',
  'network.publicSubnets',
  'network.zones',
] as const;

/** The part of an environment that a rule over subnets sees. */
export type SubnetReading = Reading<(typeof subnetFields)[number]>['network'];

/** A range of addresses with its path, and its network when the CIDR is one. */
export interface PlacedSubnet {
  /** How other messages name the subnet. */
  path: string;
  cidrPath: string;
  cidr: string;
  network: Cidr | undefined;
  /** Absent while the subnet is only planned. */
  id?: string;
}

/** Private, then public subnets; of a network that the hub makes, zone by zone. */
export function subnetsOf(network: SubnetReading): PlacedSubnet[] {
  if (network.source === 'existing') {
    return (['privateSubnets', 'publicSubnets'] as const).flatMap((list) =>
      network[list].map(({ id, cidr }, index) => {
        const path = `network.${list}[${index}]`;
        return { path, cidrPath: `${path}.cidr`, cidr, network: parseCidr(cidr), id };
      }),
    );
  }
  return network.zones.flatMap((layout, index) =>
    (['privateCidr', 'publicCidr'] as const).map((range) => {
      const path = `network.zones[${index}].${range}`;
      return { path, cidrPath: path, cidr: layout[range], network: parseCidr(layout[range]) };
    }),
  );
}

/** The zone of each subnet, or each zone of a network that the hub makes, with its path. */
export function zonesOf(network: SubnetReading): { path: string; zone: string }[] {
  if (network.source === 'provisioned')
    return network.zones.map(({ zone }, index) => ({ path: `network.zones[${index}].zone`, zone }));
  return (['privateSubnets', 'publicSubnets'] as const).flatMap((list) =>
    network[list].map(({ zone }, index) => ({ path: `network.${list}[${index}].zone`, zone })),
  );
}
