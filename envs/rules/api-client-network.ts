// The API server of a cluster that the hub makes admits a private network only.
import { contains, parseCidr } from '../validate/cidr.ts';
import { environmentRule } from './kit/rule.ts';

/** Private networks (RFC 1918), and what providers and VPNs share among their customers (RFC 6598). */
const unroutedRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

export const apiClientNetwork = environmentRule({
  id: 'environment/api-client-network',
  reads: ['cluster.source', 'cluster.apiClientCidr'],
  why: 'The endpoint is private, so nobody can come from there; the rule would only look like an opening.',
  check: ({ cluster }) => {
    if (cluster.source === 'existing') return [];
    const clients = parseCidr(cluster.apiClientCidr);
    const ranges = unroutedRanges.map(parseCidr);
    if (!clients || ranges.some((range) => range !== undefined && contains(range, clients))) return [];
    return [
      {
        path: 'cluster.apiClientCidr',
        what: `"${cluster.apiClientCidr}" is no private network.`,
        fix: `Use a network within ${unroutedRanges.join(', ')}.`,
      },
    ];
  },
});
