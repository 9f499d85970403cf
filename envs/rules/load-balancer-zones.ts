// The load balancer has exactly one subnet in each zone that may hold its targets.
import { subnetFields } from './kit/networks.ts';
import { environmentRule, type Problem } from './kit/rule.ts';

export const loadBalancerZones = environmentRule({
  id: 'environment/load-balancer-zones',
  reads: subnetFields,
  why: 'A load balancer takes one subnet a zone, and sends nothing to pods in a zone in which it has none.',
  check: ({ network }) => {
    if (network.source === 'provisioned') return repeatedZones(network.zones);
    const problems: Problem[] = [];
    network.publicSubnets.forEach(({ zone }, index) => {
      const first = network.publicSubnets.findIndex((subnet) => subnet.zone === zone);
      if (first === index) return;
      problems.push({
        path: `network.publicSubnets[${index}].zone`,
        what: `"${zone}" already has network.publicSubnets[${first}].`,
        fix: 'List one public subnet for each zone.',
      });
    });
    const covered = new Set(network.publicSubnets.map(({ zone }) => zone));
    network.privateSubnets.forEach(({ zone }, index) => {
      if (covered.has(zone)) return;
      problems.push({
        path: `network.privateSubnets[${index}].zone`,
        what: `"${zone}" has no public subnet.`,
        fix: `Add a public subnet of ${zone}, or use private subnets of ${[...covered].join(' and ')} only.`,
      });
    });
    return problems;
  },
});

function repeatedZones(zones: readonly { zone: string }[]): Problem[] {
  return zones.flatMap(({ zone }, index) => {
    const first = zones.findIndex((other) => other.zone === zone);
    if (first === index) return [];
    return [
      {
        path: `network.zones[${index}].zone`,
        what: `"${zone}" already is network.zones[${first}].`,
        fix: 'List each zone once.',
      },
    ];
  });
}
