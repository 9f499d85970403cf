// What a job may talk to: names, and AWS. Nobody may talk to a job.
import type { Chart } from 'cdk8s';
import type { INetworkPolicy, INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1';
import type { Environment } from '../../envs/index.ts';
import { remotePorts } from '../airflow/names.ts';
import { clusterDns, internet, subnets, toNetworkPolicyPeers } from '../airflow/peers.ts';
import { objectLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { namespace } from './names.ts';

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
  add('jobs', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: toNetworkPolicyPeers(clusterDns),
        ports: [
          { port: remotePorts.dns, protocol: 'UDP' },
          { port: remotePorts.dns, protocol: 'TCP' },
        ],
      },
      {
        // STS and KMS by VPC endpoints; S3 by its gateway endpoint, behind which it keeps its public addresses.
        to: [
          ...toNetworkPolicyPeers(subnets(environment.network.privateSubnets)),
          ...toNetworkPolicyPeers(internet),
        ],
        ports: [{ port: remotePorts.https, protocol: 'TCP' }],
      },
    ],
  });
}
