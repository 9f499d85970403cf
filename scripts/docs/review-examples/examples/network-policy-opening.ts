// A pull request that lets the jobs reach every address over plain HTTP.
import type { ReviewExample } from '../example.ts';

export const networkPolicyOpening: ReviewExample = {
  name: 'network-policy-opening',
  title: 'An opening in a NetworkPolicy',
  shows: 'Which pods reach what from now on, that they did not reach before.',
  edit(sources) {
    sources.replace(
      'charts/helical-runner/network-policies.ts',
      "        ports: [{ port: remotePorts.https, protocol: 'TCP' }],",
      "        ports: [\n          { port: remotePorts.https, protocol: 'TCP' },\n          // Public reference data that is offered over plain HTTP only.\n          { port: 80, protocol: 'TCP' },\n        ],",
    );
  },
};
