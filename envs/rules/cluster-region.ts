// The cluster’s endpoint and OIDC issuer are those of the environment's region.
import { environmentRule, type Reading } from './kit/rule.ts';

export const clusterRegion = environmentRule({
  id: 'environment/cluster-region',
  reads: ['account.region', 'cluster.source', 'cluster.endpoint', 'cluster.oidcIssuer', 'cluster.facts'],
  why: 'With the address of another cluster no node joins, and service accounts of that cluster get the roles of this one.',
  check: ({ account, cluster }) =>
    addressesOf(cluster).flatMap(({ path, address }) => {
      const region = regionIn(address);
      if (region === undefined || region === account.region) return [];
      return [
        {
          path,
          what: `"${address}" is in ${region}.`,
          fix: `Use the cluster’s own in ${account.region} (aws eks describe-cluster), or correct account.region.`,
        },
      ];
    }),
});

type ClusterReading = Reading<
  'cluster.source' | 'cluster.endpoint' | 'cluster.oidcIssuer' | 'cluster.facts'
>['cluster'];

function addressesOf(cluster: ClusterReading): { path: string; address: string }[] {
  const section = cluster.source === 'existing' ? 'cluster' : 'cluster.facts';
  const facts = cluster.source === 'existing' ? cluster : cluster.facts;
  if (!facts) return [];
  return (['endpoint', 'oidcIssuer'] as const).map((field) => ({
    path: `${section}.${field}`,
    address: facts[field],
  }));
}

/** The region in `….gr7.REGION.eks.amazonaws.com` or `oidc.eks.REGION.amazonaws.com/…`. */
function regionIn(address: string): string | undefined {
  return (/\.([a-z0-9-]+)\.eks\.amazonaws\.com$/.exec(address) ??
    /^oidc\.eks\.([a-z0-9-]+)\./.exec(address))?.[1];
}
