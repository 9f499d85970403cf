// A subnet is listed once: it is private or public.
import { subnetsOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const subnetListedTwice = environmentRule({
  id: 'environment/subnet-listed-twice',
  reads: ['network.privateSubnets', 'network.publicSubnets'],
  why: 'A subnet with a route from the internet must hold nothing but the load balancer, and one subnet is one zone.',
  check: ({ network }) => {
    const subnets = subnetsOf(network);
    return subnets.flatMap((subnet, index) => {
      const earlier = subnets.slice(0, index).find(({ id }) => id === subnet.id);
      if (!earlier) return [];
      return [
        {
          path: `${subnet.path}.id`,
          what: `"${subnet.id}" is already ${earlier.path}.`,
          fix: 'List each subnet once: under privateSubnets or under publicSubnets.',
        },
      ];
    });
  },
});
