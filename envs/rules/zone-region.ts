// Every zone belongs to the region of the environment.
import { subnetFields, zonesOf } from './kit/networks.ts';
import { environmentRule } from './kit/rule.ts';

export const zoneRegion = environmentRule({
  id: 'environment/zone-region',
  reads: ['account.region', ...subnetFields],
  why: 'A VPC lives in one region, so a subnet of another region is a subnet of another environment.',
  check: ({ account, network }) =>
    zonesOf(network)
      .filter(({ zone }) => !(zone.startsWith(account.region) && zone.length === account.region.length + 1))
      .map(({ path, zone }) => {
        return {
          path,
          what: `"${zone}" is no zone of ${account.region}.`,
          fix: `Use a zone of ${account.region}, for example ${account.region}a.`,
        };
      }),
});
