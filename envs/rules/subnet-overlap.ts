// No two subnets share an address.
import { overlap } from '../validate/cidr.ts';
import { subnetsOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const subnetOverlap = environmentRule({
  id: 'environment/subnet-overlap',
  reads: ['network.privateSubnets', 'network.publicSubnets'],
  why: 'AWS has no overlapping subnets in a VPC, so at least one of the two is mistyped.',
  check: ({ network }) => {
    const subnets = subnetsOf(network);
    return subnets.flatMap((subnet, index) => {
      const earlier = subnets
        .slice(0, index)
        // One subnet in two lists is reported by the rule subnet-listed-twice.
        .find((other) => other.id !== subnet.id && sharesAddress(other, subnet));
      if (!earlier) return [];
      return [
        {
          path: `${subnet.path}.cidr`,
          what: `"${subnet.cidr}" overlaps with "${earlier.cidr}" of ${earlier.path}.`,
          fix: 'Give each subnet the range that it has in AWS.',
        },
      ];
    });
  },
});

type Subnet = ReturnType<typeof subnetsOf>[number];

function sharesAddress(a: Subnet, b: Subnet): boolean {
  return a.network !== undefined && b.network !== undefined && overlap(a.network, b.network);
}
