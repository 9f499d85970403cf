// The cluster’s endpoint and OIDC issuer are those of the environment's region.
import { environmentRule } from './kit/rule.ts';

export const clusterRegion = environmentRule({
  id: 'environment/cluster-region',
  reads: ['account.region', 'cluster.endpoint', 'cluster.oidcIssuer'],
  why: 'With the address of another cluster no node joins, and service accounts of that cluster get the roles of this one.',
  check: ({ account, cluster }) =>
    (['endpoint', 'oidcIssuer'] as const).flatMap((field) => {
      const region = regionIn(cluster[field]);
      if (region === undefined || region === account.region) return [];
      return [
        {
          path: `cluster.${field}`,
          what: `"${cluster[field]}" is in ${region}.`,
          fix: `Use the cluster’s own in ${account.region} (aws eks describe-cluster), or correct account.region.`,
        },
      ];
    }),
});

/** The region in `….gr7.REGION.eks.amazonaws.com` or `oidc.eks.REGION.amazonaws.com/…`. */
function regionIn(address: string): string | undefined {
  return (/\.([a-z0-9-]+)\.eks\.amazonaws\.com$/.exec(address) ??
    /^oidc\.eks\.([a-z0-9-]+)\./.exec(address))?.[1];
}
