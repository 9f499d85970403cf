// The connections of flows.ts as NetworkPolicies: one for each component, and one that denies everything else.

import type { ILabelSelector } from '@kubernetes-models/apimachinery/apis/meta/v1';
import type { Chart } from 'cdk8s';
import type {
  INetworkPolicy,
  INetworkPolicyPeer,
  INetworkPolicySpec,
} from 'kubernetes-models/networking.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { componentsOf } from './components.ts';
import { type Flow, flowsOf } from './flows.ts';
import { type Component, namespace, objectName } from './names.ts';
import { toNetworkPolicyPeers } from './peers.ts';
import { selectorOf } from './pod.ts';
import { workerOf } from './workers.ts';

export function addNetworkPolicies(chart: Chart, environment: Environment): void {
  const add = (name: string, spec: INetworkPolicySpec) =>
    manifest<INetworkPolicy>(chart, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name,
        namespace,
        labels: objectLabels(environment, namespace),
        annotations: inWave(objectWaves.settings),
      },
      spec,
    });
  add('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const flows = flowsOf(environment);
  for (const component of componentsOf(environment)) {
    add(objectName(component), {
      podSelector: podsOf(environment, component),
      policyTypes: ['Ingress', 'Egress'],
      ingress: rules(
        environment,
        flows.filter(({ to }) => to === component),
        'from',
      ).map(({ peers, ports }) => ({
        from: peers,
        ports,
      })),
      egress: rules(
        environment,
        flows.filter(({ from }) => from === component),
        'to',
      ).map(({ peers, ports }) => ({
        to: peers,
        ports,
      })),
    });
  }
}

/** Pods of a component; the workers of all queues are one. */
function podsOf({ airflow }: Environment, component: Component): ILabelSelector {
  if (component !== 'worker') return { matchLabels: selectorOf(component) };
  return {
    matchLabels: { 'app.kubernetes.io/name': namespace },
    matchExpressions: [
      { key: 'app.kubernetes.io/component', operator: 'In', values: airflow.queues.map(workerOf) },
    ],
  };
}

interface Rule {
  peers: INetworkPolicyPeer[];
  ports: { port: number; protocol: Flow['protocol'] }[];
}

/** One rule for each other end, with all its ports. */
function rules(environment: Environment, flows: readonly Flow[], end: 'from' | 'to'): Rule[] {
  const byPeers = new Map<string, Rule>();
  for (const { [end]: other, port, protocol } of flows) {
    const peers =
      typeof other === 'string' ? [{ podSelector: podsOf(environment, other) }] : toNetworkPolicyPeers(other);
    const key = JSON.stringify(peers);
    const rule = byPeers.get(key) ?? { peers, ports: [] };
    if (!rule.ports.some((known) => known.port === port && known.protocol === protocol)) {
      rule.ports.push({ port, protocol });
    }
    byPeers.set(key, rule);
  }
  return [...byPeers.values()];
}
