// The other ends of connections that are no component of Airflow: subnets, other namespaces, the internet.
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1';

/** Addresses, or pods of another namespace. */
export type Peer =
  | { cidrs: readonly string[]; except?: readonly string[] }
  | { namespace: string; labels: Record<string, string> };

export const podsIn = (namespace: string, labels: Record<string, string>): Peer => ({ namespace, labels });

export const subnets = (list: readonly { cidr: string }[]): Peer => ({ cidrs: list.map(({ cidr }) => cidr) });

export const clusterDns: Peer = podsIn('kube-system', { 'k8s-app': 'kube-dns' });

/** Everything that is no private address, so that no pod reaches a neighbour this way, or the node’s metadata. */
export const internet: Peer = {
  cidrs: ['0.0.0.0/0'],
  except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
};

/** The peer as NetworkPolicies write it. */
export function toNetworkPolicyPeers(peer: Peer): INetworkPolicyPeer[] {
  if ('namespace' in peer) {
    return [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
        podSelector: { matchLabels: peer.labels },
      },
    ];
  }
  return peer.cidrs.map((cidr) => ({
    ipBlock: { cidr, ...(peer.except ? { except: [...peer.except] } : {}) },
  }));
}
