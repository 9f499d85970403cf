// A cluster is never older than its network.
import { environmentRule } from './kit/rule.ts';

export const clusterBeforeNetwork = environmentRule({
  id: 'environment/cluster-before-network',
  reads: ['network.source', 'network.facts', 'cluster.source', 'cluster.facts'],
  why: 'EKS makes a cluster in subnets that are there, and never moves it to others.',
  check: ({ network, cluster }) => {
    if (network.source === 'existing') return [];
    if (cluster.source === 'existing') {
      return [
        {
          path: 'network.source',
          what: 'The network is provisioned and the cluster exists already.',
          fix: 'Use "existing" with the network that the cluster is in, or let the hub make both.',
        },
      ];
    }
    if (network.facts || !cluster.facts) return [];
    return [
      {
        path: 'network.facts',
        what: 'There are facts of the cluster and none of its network.',
        fix: 'Record those of the network first; docs/bootstrap.md says how to read them.',
      },
    ];
  },
});
