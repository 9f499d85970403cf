// Every subnet lies inside the VPC.
import { contains, parseCidr } from '../validate/cidr.ts';
import { subnetFields, subnetsOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const subnetOutsideVpc = environmentRule({
  id: 'environment/subnet-outside-vpc',
  reads: ['network.vpcCidr', ...subnetFields],
  why: 'A subnet of another network is a subnet of another VPC: the database would be out of reach for the pods.',
  check: ({ network }) => {
    const vpc = parseCidr(network.vpcCidr);
    if (!vpc) return [];
    return subnetsOf(network)
      .filter((subnet) => subnet.network && !contains(vpc, subnet.network))
      .map(({ cidrPath, cidr }) => {
        return {
          path: cidrPath,
          what: `"${cidr}" is not inside the VPC’s ${network.vpcCidr}.`,
          fix: `Use a range within ${network.vpcCidr}, or correct network.vpcCidr.`,
        };
      });
  },
});
