// The connections that are declared: the table of Airflow, and those of the other namespaces in words of this file.
import { type Flow, flowsOf } from '../../../charts/airflow/flows.ts';
import { clusterDns, internet, type Peer, podsIn, subnets } from '../../../charts/airflow/peers.ts';
import type { Environment } from '../../../envs/index.ts';
import { contains } from './addresses.ts';
import type { End, Port } from './evaluator.ts';

/** A declared connection: which ends it joins, and on which port. */
export interface Declared {
  from(end: End): boolean;
  to(end: End): boolean;
  port: Port;
}

/** Everything that may be open in an environment. */
export function declaredFlows(environment: Environment): Declared[] {
  return [
    ...flowsOf(environment).map(ofAirflow),
    ...runnerFlows(environment),
    ...observabilityFlows(environment, flowsOf(environment)),
    ...grafanaFlows(environment),
  ];
}

function ofAirflow({ from, to, port, protocol }: Flow): Declared {
  return { from: endOf(from), to: endOf(to), port: { port, protocol } };
}

/** A component is all its pods: the workers of every queue are one. */
function endOf(end: Flow['from']): Declared['from'] {
  if (typeof end !== 'string') return peer(end);
  return ({ pod }) => {
    const label = pod?.labels['app.kubernetes.io/component'] ?? '';
    return pod?.namespace === 'airflow' && (end === 'worker' ? label.startsWith('worker-') : label === end);
  };
}

const peer =
  (one: Peer): Declared['from'] =>
  ({ address, pod }) => {
    if ('cidrs' in one)
      return (
        one.cidrs.some((cidr) => contains(cidr, address)) &&
        !(one.except ?? []).some((cidr) => contains(cidr, address))
      );
    return (
      pod?.namespace === one.namespace &&
      Object.entries(one.labels).every(([key, value]) => pod.labels[key] === value)
    );
  };

const join = (from: Declared['from'], to: Peer, ...ports: [protocol: string, port: number][]): Declared[] =>
  ports.map(([protocol, port]) => ({ from, to: peer(to), port: { protocol, port } }));

const dns: [string, number][] = [
  ['UDP', 53],
  ['TCP', 53],
];

function runnerFlows({ network }: Environment): Declared[] {
  const jobs = peer(podsIn('helical-runner', {}));
  return [
    ...join(jobs, clusterDns, ...dns),
    ...join(jobs, subnets(network.privateSubnets), ['TCP', 443]),
    ...join(jobs, internet, ['TCP', 443]),
  ];
}

function observabilityFlows({ network, cluster, nodes }: Environment, airflow: readonly Flow[]): Declared[] {
  const all = peer(podsIn('observability', {}));
  const component = (name: string) => podsIn('observability', { 'app.kubernetes.io/component': name });
  const collector = peer(component('adot-collector'));
  const pooler = airflow.filter(({ to }) => to === 'pgbouncer').some(({ from }) => typeof from !== 'string');
  return [
    ...join(all, clusterDns, ...dns),
    ...join(collector, component('statsd-exporter'), ['TCP', 9102]),
    ...(nodes.gpu.gpuLimit > 0 ? join(collector, component('dcgm-exporter'), ['TCP', 9400]) : []),
    ...join(collector, podsIn('kube-state-metrics', {}), ['TCP', 8080]),
    ...join(collector, podsIn('kube-system', { 'app.kubernetes.io/name': 'karpenter' }), ['TCP', 8080]),
    ...join(collector, { cidrs: [network.vpcCidr] }, ['TCP', 443], ['TCP', 10_250]),
    ...join(collector, { cidrs: [cluster.serviceCidr] }, ['TCP', 443]),
    ...(pooler
      ? join(collector, podsIn('airflow', { 'app.kubernetes.io/component': 'pgbouncer' }), ['TCP', 9127])
      : []),
  ];
}

/** The operator of the namespace signs in at Managed Grafana; the renewal of its key asks the Kubernetes API. */
function grafanaFlows({ network, cluster, observability }: Environment): Declared[] {
  if (!observability.grafana) return [];
  const operator = peer(podsIn('grafana', { 'app.kubernetes.io/name': 'grafana-operator' }));
  const renewal = peer(podsIn('grafana', { 'app.kubernetes.io/component': 'key-renewal' }));
  return [
    ...[operator, renewal].flatMap((from) => [
      ...join(from, clusterDns, ...dns),
      ...join(from, { cidrs: [network.vpcCidr, cluster.serviceCidr] }, ['TCP', 443]),
    ]),
    ...join(operator, internet, ['TCP', 443]),
  ];
}
