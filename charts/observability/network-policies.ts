// Who may talk to whom in the namespace `observability`: nobody, and then the few connections that are needed.
import type { Chart } from 'cdk8s';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import type { Environment } from '../../envs/index.ts';
import { usesPgbouncer } from '../airflow/components.ts';
import { ports as airflowPorts } from '../airflow/names.ts';
import { objectLabels, selectorLabels } from '../kit/labels.ts';
import { manifest } from '../kit/manifest.ts';
import { inWave, objectWaves } from '../kit/waves.ts';
import { collectorSelector } from './collector.ts';
import { dcgmExporterSelector, dcgmPort, hasGpus } from './dcgm-exporter.ts';
import { namespace } from './namespace.ts';
import { statsdExporterSelector, statsdPorts } from './statsd-exporter.ts';

const podsOfNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** Metrics of PgBouncer, where there is one. */
const pooler: INetworkPolicyEgressRule = {
  to: [
    { ...podsOfNamespace('airflow'), podSelector: { matchLabels: selectorLabels('airflow', 'pgbouncer') } },
  ],
  ports: [{ port: airflowPorts.pgbouncerMetrics, protocol: 'TCP' }],
};

export function networkPolicies(chart: Chart, environment: Environment): void {
  const policy = (name: string, spec: INetworkPolicySpec) =>
    manifest<INetworkPolicy>(chart, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name,
        namespace,
        labels: objectLabels(environment, 'observability'),
        annotations: inWave(objectWaves.settings),
      },
      spec,
    });

  policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  policy('allow-dns', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ ...podsOfNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  });
  policy('statsd-exporter', {
    podSelector: { matchLabels: statsdExporterSelector },
    policyTypes: ['Ingress'],
    ingress: [
      { from: [podsOfNamespace('airflow')], ports: [{ port: statsdPorts.statsd, protocol: 'UDP' }] },
      {
        from: [{ podSelector: { matchLabels: collectorSelector } }],
        ports: [{ port: statsdPorts.metrics, protocol: 'TCP' }],
      },
    ],
  });
  if (hasGpus(environment))
    policy('dcgm-exporter', {
      podSelector: { matchLabels: dcgmExporterSelector },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchLabels: collectorSelector } }],
          ports: [{ port: dcgmPort, protocol: 'TCP' }],
        },
      ],
    });
  policy('adot-collector', {
    podSelector: { matchLabels: collectorSelector },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ podSelector: { matchLabels: statsdExporterSelector } }],
        ports: [{ port: statsdPorts.metrics, protocol: 'TCP' }],
      },
      { to: [podsOfNamespace('kube-state-metrics')], ports: [{ port: 8080, protocol: 'TCP' }] },
      {
        to: [
          {
            ...podsOfNamespace('kube-system'),
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'karpenter' } },
          },
        ],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
      ...(hasGpus(environment)
        ? [
            {
              to: [{ podSelector: { matchLabels: dcgmExporterSelector } }],
              ports: [{ port: dcgmPort, protocol: 'TCP' as const }],
            },
          ]
        : []),
      ...(usesPgbouncer(environment) ? [pooler] : []),
      // 443: the Kubernetes API, and AWS (STS, Managed Prometheus) through VPC endpoints. 10250: kubelets.
      {
        to: [{ ipBlock: { cidr: environment.network.vpcCidr } }],
        ports: [
          { port: 443, protocol: 'TCP' },
          { port: 10_250, protocol: 'TCP' },
        ],
      },
      {
        to: [{ ipBlock: { cidr: environment.cluster.serviceCidr } }],
        ports: [{ port: 443, protocol: 'TCP' }],
      },
    ],
  });
}
