// What must fit together in the spec of a Cluster, in CEL for the API server and in TypeScript for everybody else.
import { contains, parseCidr } from '../../../envs/validate/cidr.ts';
import type { SpecRule } from '../../engine/spec.ts';
import type { ClusterSpec } from './spec.ts';

/** Private networks (RFC 1918), which is where EKS wants the Services. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** As above, and what providers and VPNs share among their customers (RFC 6598). */
const unroutedNetworks = [...privateNetworks, '100.64.0.0/10'];

export const clusterRules: readonly SpecRule<ClusterSpec>[] = [
  {
    field: 'serviceCidr',
    cel: `${celWithin('self.serviceCidr', privateNetworks)} && cidr(self.serviceCidr).prefixLength() >= 12 && cidr(self.serviceCidr).prefixLength() <= 24`,
    holds: ({ serviceCidr }) => within(serviceCidr, privateNetworks) && hasPrefix(serviceCidr, 12, 24),
    message: `serviceCidr is a network from /12 to /24 in ${privateNetworks.join(', ')}`,
  },
  {
    field: 'apiClientCidr',
    cel: celWithin('self.apiClientCidr', unroutedNetworks),
    holds: ({ apiClientCidr }) => within(apiClientCidr, unroutedNetworks),
    message: `apiClientCidr is a network in ${unroutedNetworks.join(', ')}`,
  },
  {
    field: 'readerRoleArn',
    cel: 'self.adminRoleArn != self.readerRoleArn',
    holds: ({ adminRoleArn, readerRoleArn }) => adminRoleArn !== readerRoleArn,
    message: 'adminRoleArn and readerRoleArn differ: EKS takes one access entry for a role',
  },
  {
    field: 'systemNodes.maxSize',
    cel: 'self.systemNodes.minSize <= self.systemNodes.maxSize',
    holds: ({ systemNodes }) => systemNodes.minSize <= systemNodes.maxSize,
    message: 'systemNodes.minSize is at most systemNodes.maxSize',
  },
  {
    field: 'addOnVersions.kubeProxy',
    cel: "self.addOnVersions.kubeProxy.startsWith('v' + self.kubernetesVersion + '.')",
    holds: ({ addOnVersions, kubernetesVersion }) =>
      addOnVersions.kubeProxy.startsWith(`v${kubernetesVersion}.`),
    message: 'addOnVersions.kubeProxy has the minor version of kubernetesVersion',
  },
  {
    field: 'systemNodes.releaseVersion',
    cel: "!has(self.systemNodes.releaseVersion) || self.systemNodes.releaseVersion.startsWith(self.kubernetesVersion + '.')",
    holds: ({ systemNodes, kubernetesVersion }) =>
      systemNodes.releaseVersion === undefined ||
      systemNodes.releaseVersion.startsWith(`${kubernetesVersion}.`),
    message: 'systemNodes.releaseVersion has the minor version of kubernetesVersion',
  },
];

function celWithin(field: string, networks: string[]): string {
  const list = networks.map((network) => `'${network}'`).join(', ');
  return `isCIDR(${field}) && cidr(${field}) == cidr(${field}).masked() && [${list}].exists(n, cidr(n).containsCIDR(${field}))`;
}

function within(text: string, networks: string[]): boolean {
  const inner = parseCidr(text);
  return networks.some((network) => {
    const outer = parseCidr(network);
    return inner !== undefined && outer !== undefined && contains(outer, inner);
  });
}

function hasPrefix(text: string, shortest: number, longest: number): boolean {
  const { prefix = -1 } = parseCidr(text) ?? {};
  return prefix >= shortest && prefix <= longest;
}
