// What NetworkPolicies allow, by the rules of the Kubernetes documentation: who reaches whom, on which port.
import type { ILabelSelector } from '@kubernetes-models/apimachinery/apis/meta/v1';
import type { INetworkPolicy, INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1';
import { contains } from './addresses.ts';

/** One end of a connection: a pod, or an address outside the cluster. Pods have addresses as well. */
export interface End {
  name: string;
  address: string;
  /** Absent for what is no pod. */
  pod?: { namespace: string; labels: Record<string, string> };
}

export interface Port {
  protocol: string;
  port: number;
}

type Direction = 'Ingress' | 'Egress';

/** Whether a connection gets through: its start may open it, and its other end accepts it. */
export function isOpen(policies: readonly INetworkPolicy[], from: End, to: End, port: Port): boolean {
  return (
    mayPass(policies, 'Egress', { of: from, other: to, port }) &&
    mayPass(policies, 'Ingress', { of: to, other: from, port })
  );
}

/** Whether any policy holds back what is not allowed, in this direction. Without one, everything passes. */
export function isIsolated(policies: readonly INetworkPolicy[], direction: Direction, end: End): boolean {
  return policies.some((policy) => selects(policy, direction, end));
}

function mayPass(
  policies: readonly INetworkPolicy[],
  direction: Direction,
  { of, other, port }: { of: End; other: End; port: Port },
): boolean {
  const selecting = policies.filter((policy) => selects(policy, direction, of));
  if (selecting.length === 0) return true;
  return selecting.some((policy) =>
    rulesOf(policy, direction).some(
      ({ peers, ports }) =>
        (ports === undefined ||
          ports.some((one) => one.port === port.port && (one.protocol ?? 'TCP') === port.protocol)) &&
        (peers === undefined || peers.some((peer) => matches(peer, policy.metadata?.namespace ?? '', other))),
    ),
  );
}

function selects({ metadata, spec }: INetworkPolicy, direction: Direction, { pod }: End): boolean {
  // Without types a policy is about ingress, and about egress when it has rules for it.
  const types = spec?.policyTypes ?? ['Ingress', ...(spec?.egress ? ['Egress'] : [])];
  return (
    pod !== undefined &&
    metadata?.namespace === pod.namespace &&
    types.includes(direction) &&
    selected(spec?.podSelector ?? {}, pod.labels)
  );
}

function rulesOf({ spec }: INetworkPolicy, direction: Direction) {
  return direction === 'Egress'
    ? (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }))
    : (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }));
}

function matches(peer: INetworkPolicyPeer, policyNamespace: string, { address, pod }: End): boolean {
  if (peer.ipBlock) {
    const { cidr, except = [] } = peer.ipBlock;
    return contains(cidr, address) && !except.some((hole) => contains(hole, address));
  }
  if (!pod) return false;
  const inNamespace = peer.namespaceSelector
    ? selected(peer.namespaceSelector, { 'kubernetes.io/metadata.name': pod.namespace })
    : pod.namespace === policyNamespace;
  return inNamespace && selected(peer.podSelector ?? {}, pod.labels);
}

function selected(
  { matchLabels = {}, matchExpressions = [] }: ILabelSelector,
  labels: Record<string, string>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      if (operator === 'NotIn') return value === undefined || !values.includes(value);
      if (operator === 'In') return value !== undefined && values.includes(value);
      throw new Error(`Unknown operator ${operator}.`);
    })
  );
}
