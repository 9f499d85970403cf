// Each list of subnets spans two zones or more.
import { subnetFields } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const subnetZones = environmentRule({
  id: 'environment/subnet-zones',
  reads: subnetFields,
  why: 'RDS, ElastiCache and the load balancer refuse a group of subnets in one zone; failover needs a second one.',
  check: ({ network }) => {
    // The zones of a network that the hub makes are judged by load-balancer-zones.
    if (network.source === 'provisioned') return [];
    return (['privateSubnets', 'publicSubnets'] as const).flatMap((list) => {
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
    });
  },
});
