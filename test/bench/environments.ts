// The environments that the benchmark generates: the real ones, or many that differ from prod as real ones would.

import type { EnvironmentDescription, EnvironmentInput } from '../../envs/index.ts';
import { environments, parseEnvironments } from '../../envs/index.ts';
import { prod } from '../../envs/prod.ts';

/** The real environments for a count of 3, synthetic ones for any other. All are checked like real ones. */
export function benchEnvironments(count: number): EnvironmentDescription[] {
  if (count === environments.length) return parseEnvironments(environments);
  return parseEnvironments(
    Array.from({ length: count }, (_, index) => ({ file: `envs/prod-${index}.ts`, value: likeProd(index) })),
  );
}

/** An environment like prod in its own account, network and cluster, under its own names. */
function likeProd(index: number): EnvironmentInput {
  const { network, cluster } = prod;
  if (network.source === 'provisioned' || cluster.source === 'provisioned')
    throw new Error('The benchmark copies an environment whose network and cluster exist.');
  const suffix = String(index).padStart(3, '0');
  const workspaceId = prod.observability.metricsWorkspaceId;
  const replacements: [from: string, to: string][] = [
    [prod.account.accountId, `777788889${suffix}`],
    [cluster.name, `${cluster.name}-${suffix}`],
    [network.vpcCidr.split('.', 2).join('.'), `10.${100 + index}`],
    [prod.ingress.hostName, `airflow-${suffix}.helical.example`],
    [prod.storage.bucketPrefix, `${prod.storage.bucketPrefix}-${suffix}`],
    [cluster.oidcIssuer.slice(-3), suffix],
    ...(workspaceId ? ([[workspaceId.slice(-3), suffix]] satisfies [string, string][]) : []),
  ];
  const ids = [
    network.vpcId,
    cluster.securityGroupId,
    ...[...network.privateSubnets, ...network.publicSubnets].map(({ id }) => id),
  ];
  for (const id of ids) replacements.push([id, id.slice(0, -3) + suffix]);
  let text = JSON.stringify({ ...prod, name: `prod-${suffix}` });
  for (const [from, to] of replacements) text = text.replaceAll(from, to);
  const environment: EnvironmentInput = JSON.parse(text);
  return environment;
}
