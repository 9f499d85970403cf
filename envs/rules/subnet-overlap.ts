// No two subnets share an address.
import { overlap } from '../validate/cidr.ts';
import { type PlacedSubnet, subnetFields, subnetsOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const subnetOverlap = environmentRule({
  id: 'environment/subnet-overlap',
  reads: subnetFields,
  why: 'AWS has no overlapping subnets in a VPC, so at least one of the two is mistyped.',
  check: ({ network }) => {
    const subnets = subnetsOf(network);
    return subnets.flatMap((subnet, index) => {
      const earlier = subnets
        .slice(0, index)
        // One subnet in two lists is reported by the rule subnet-listed-twice.
        .find((other) => !isSame(other, subnet) && sharesAddress(other, subnet));
      if (!earlier) return [];
      return [
        {
          path: subnet.cidrPath,
          what: `"${subnet.cidr}" overlaps with "${earlier.cidr}" of ${earlier.path}.`,
          fix: subnet.id
            ? 'Give each subnet the range that it has in AWS.'
            : 'Give each subnet a range of its own.',
        },
      ];
    });
  },
});

function isSame(a: PlacedSubnet, b: PlacedSubnet): boolean {
  return a.id !== undefined && a.id === b.id;
}

function sharesAddress(a: PlacedSubnet, b: PlacedSubnet): boolean {
  return a.network !== undefined && b.network !== undefined && overlap(a.network, b.network);
}
