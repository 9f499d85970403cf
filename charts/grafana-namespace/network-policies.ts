// Who may talk to whom in the namespace `grafana`: the operator with Grafana, the renewal with the Kubernetes API.
import type { Chart } from 'cdk8s';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule';
import type { Environment } from '../../envs/index.ts';
import { clusterDns, internet, toNetworkPolicyPeers } from '../airflow/peers.ts';
import { keyRenewal, namespace } from '../grafana/names.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';

/** Pods of the operator, as its Helm chart labels them. */
export const operatorSelector = { 'app.kubernetes.io/name': 'grafana-operator' };

const https = [{ port: 443, protocol: 'TCP' as const }];

export function addNetworkPolicies(chart: Chart, environment: Environment): void {
  // The addresses of the Kubernetes API, before and behind its Service; those of VPC endpoints are among them.
  const kubernetes: INetworkPolicyEgressRule = {
    to: toNetworkPolicyPeers({ cidrs: [environment.network.vpcCidr, environment.cluster.serviceCidr] }),
    ports: https,
  };
  const dns: INetworkPolicyEgressRule = {
    to: toNetworkPolicyPeers(clusterDns),
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  const egress = (
    name: string,
    labels: Record<string, string> | undefined,
    rules: INetworkPolicyEgressRule[],
  ) =>
    manifest<INetworkPolicy>(chart, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name,
        namespace,
        labels: objectLabels(environment, 'grafana'),
        annotations: inWave(objectWaves.settings),
      },
      spec: {
        podSelector: labels ? { matchLabels: labels } : {},
        policyTypes: labels ? ['Egress'] : ['Ingress', 'Egress'],
        ...(rules.length > 0 ? { egress: rules } : {}),
      },
    });

  egress('default-deny', undefined, []);
  // Managed Grafana has public addresses; who may reach it is said by its prefix lists.
  egress('grafana-operator', operatorSelector, [
    dns,
    kubernetes,
    { to: toNetworkPolicyPeers(internet), ports: https },
  ]);
  egress(keyRenewal, selectorLabels('grafana', keyRenewal), [dns, kubernetes]);
}
