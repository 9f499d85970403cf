// Lists the networks of an environment with their paths, for the rules that compare them.
import { type Cidr, parseCidr } from '../../validate/cidr.ts';
import type { Reading } from './rule.ts';

/** A subnet with the path of its fields, and its network when the CIDR is one. */
export interface PlacedSubnet {
  path: string;
  id: string;
  zone: string;
  cidr: string;
  network: Cidr | undefined;
}

/** Private, then public subnets. */
export function subnetsOf(
  network: Reading<'network.privateSubnets' | 'network.publicSubnets'>['network'],
): PlacedSubnet[] {
  return (['privateSubnets', 'publicSubnets'] as const).flatMap((list) =>
    network[list].map((subnet, index) => {
      return { ...subnet, path: `network.${list}[${index}]`, network: parseCidr(subnet.cidr) };
    }),
  );
}
