// Each list of subnets spans two zones or more.
import { environmentRule } from './kit/rule.ts';

export const subnetZones = environmentRule({
  id: 'environment/subnet-zones',
  reads: ['network.privateSubnets', 'network.publicSubnets'],
  why: 'RDS, ElastiCache and the load balancer refuse a group of subnets in one zone; failover needs a second one.',
  check: ({ network }) =>
    (['privateSubnets', 'publicSubnets'] as const).flatMap((list) => {
      const zones = new Set(network[list].map(({ zone }) => zone));
      // A list of one subnet is refused by the schema.
      if (zones.size !== 1 || network[list].length === 1) return [];
      return [
        {
          path: `network.${list}`,
          what: `All subnets are in ${[...zones].join()}.`,
          fix: 'List subnets of two or three zones.',
        },
      ];
    }),
});
