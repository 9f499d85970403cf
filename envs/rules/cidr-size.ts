// The VPC and its subnets have sizes that AWS accepts.
import { parseCidr } from '../validate/cidr.ts';
import { subnetFields, subnetsOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const largestPrefix = 16;
const smallestPrefix = 28;

export const cidrSize = environmentRule({
  id: 'environment/cidr-size',
  reads: ['network.vpcCidr', ...subnetFields],
  why: 'AWS has no VPC and no subnet of this size, so the CIDR can’t be that of the real one.',
  check: ({ network }) => {
    const subnets = subnetsOf(network).map(({ cidrPath, cidr }) => ({ path: cidrPath, cidr }));
    return [{ path: 'network.vpcCidr', cidr: network.vpcCidr }, ...subnets].flatMap(({ path, cidr }) => {
      const prefix = parseCidr(cidr)?.prefix;
      if (prefix === undefined || (prefix >= largestPrefix && prefix <= smallestPrefix)) return [];
      return [
        {
          path,
          what: `"${cidr}" is a /${prefix}.`,
          fix: `Use a network from /${largestPrefix} to /${smallestPrefix}.`,
        },
      ];
    });
  },
});
