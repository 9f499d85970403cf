// What the Helm charts of the operators bring into a cluster, as far as manifests refer to it.
// From the documentation of the charts at the versions of versions.ts, with their default names.
import type { CheckedEnvironment } from '../rule.ts';
import { indexOf } from './environment-index.ts';
import { dig, type Fields, fields, text } from './read.ts';

/** What one chart brings. Names that its values can change are functions of the values. */
interface Chart {
  /** API groups whose kinds it defines. */
  readonly groups?: readonly string[];
  readonly serviceAccounts?: (values: Fields) => readonly string[];
  /** Services with the numbers of their ports. */
  readonly services?: Readonly<Record<string, readonly number[]>>;
  readonly ingressClasses?: readonly string[];
  /** Value of the label `app.kubernetes.io/name` of its pods. */
  readonly podNames?: readonly string[];
  /** Name of its CSI driver. */
  readonly csiDrivers?: readonly string[];
}

function ownAccount(fallback: string): (values: Fields) => readonly string[] {
  return (values) => [text(dig(values, 'serviceAccount', 'name')) ?? fallback];
}

const charts: Readonly<Record<string, Chart>> = {
  'argo-cd': {
    groups: ['argoproj.io'],
    serviceAccounts: () =>
      [
        'application-controller',
        'applicationset-controller',
        'notifications-controller',
        'repo-server',
        'server',
        'dex-server',
      ].map((name) => `argocd-${name}`),
    services: { 'argocd-server': [80, 443], 'argocd-repo-server': [8081], 'argocd-redis': [6379] },
    podNames: ['argocd-server', 'argocd-repo-server', 'argocd-application-controller'],
  },
  'aws-efs-csi-driver': {
    serviceAccounts: (values) => [
      text(dig(values, 'controller', 'serviceAccount', 'name')) ?? 'efs-csi-controller-sa',
      text(dig(values, 'node', 'serviceAccount', 'name')) ?? 'efs-csi-node-sa',
    ],
    podNames: ['aws-efs-csi-driver'],
    csiDrivers: ['efs.csi.aws.com'],
  },
  'aws-for-fluent-bit': {
    serviceAccounts: ownAccount('aws-for-fluent-bit'),
    podNames: ['aws-for-fluent-bit'],
  },
  'aws-load-balancer-controller': {
    groups: ['elbv2.k8s.aws'],
    serviceAccounts: ownAccount('aws-load-balancer-controller'),
    services: { 'aws-load-balancer-webhook-service': [443] },
    ingressClasses: ['alb'],
    podNames: ['aws-load-balancer-controller'],
  },
  crossplane: {
    groups: [
      'apiextensions.crossplane.io',
      'pkg.crossplane.io',
      'protection.crossplane.io',
      'ops.crossplane.io',
    ],
    serviceAccounts: () => ['crossplane', 'rbac-manager'],
    podNames: ['crossplane'],
  },
  'external-secrets': {
    groups: ['external-secrets.io', 'generators.external-secrets.io'],
    serviceAccounts: () => [
      'external-secrets',
      'external-secrets-webhook',
      'external-secrets-cert-controller',
    ],
    services: { 'external-secrets-webhook': [443] },
    podNames: ['external-secrets', 'external-secrets-webhook', 'external-secrets-cert-controller'],
  },
  'grafana-operator': {
    groups: ['grafana.integreatly.org'],
    serviceAccounts: ownAccount('grafana-operator'),
    podNames: ['grafana-operator'],
  },
  karpenter: {
    groups: ['karpenter.sh', 'karpenter.k8s.aws'],
    serviceAccounts: ownAccount('karpenter'),
    services: { karpenter: [8080] },
    podNames: ['karpenter'],
  },
  keda: {
    groups: ['keda.sh', 'eventing.keda.sh'],
    serviceAccounts: () => ['keda-operator', 'keda-metrics-server', 'keda-webhook'],
    services: {
      'keda-operator': [9666],
      'keda-operator-metrics-apiserver': [443, 8080],
      'keda-admission-webhooks': [443],
    },
    podNames: ['keda-operator', 'keda-operator-metrics-apiserver', 'keda-admission-webhooks'],
  },
  'kube-state-metrics': {
    serviceAccounts: ownAccount('kube-state-metrics'),
    services: { 'kube-state-metrics': [8080] },
    podNames: ['kube-state-metrics'],
  },
  'metrics-server': {
    groups: ['metrics.k8s.io'],
    serviceAccounts: ownAccount('metrics-server'),
    services: { 'metrics-server': [443] },
    podNames: ['metrics-server'],
  },
  'nvidia-device-plugin': {
    serviceAccounts: () => ['nvidia-device-plugin-service-account'],
    podNames: ['nvidia-device-plugin'],
  },
};

/** One operator of an environment: its Application with what the chart brings. */
export interface Operator {
  /** Name of the chart. */
  readonly chart: string;
  readonly namespace: string;
  readonly values: Fields;
  readonly groups: readonly string[];
  readonly serviceAccounts: readonly string[];
  readonly services: Readonly<Record<string, readonly number[]>>;
  readonly ingressClasses: readonly string[];
  readonly podNames: readonly string[];
  readonly csiDrivers: readonly string[];
}

const cache = new WeakMap<CheckedEnvironment, readonly Operator[]>();

/** The operators that an environment installs from charts that this table knows. */
export function operatorsOf(environment: CheckedEnvironment): readonly Operator[] {
  const known = cache.get(environment);
  if (known) return known;
  const found = indexOf(environment)
    .ofKind('argoproj.io/Application')
    .flatMap((object) => {
      const spec = fields(object.manifest.spec);
      const name = text(dig(spec, 'source', 'chart'));
      const chart = name === undefined || !Object.hasOwn(charts, name) ? undefined : charts[name];
      if (name === undefined || !chart) return [];
      const values = fields(dig(spec, 'source', 'helm', 'valuesObject'));
      return [
        {
          chart: name,
          namespace: text(dig(spec, 'destination', 'namespace')) ?? '',
          values,
          groups: chart.groups ?? [],
          serviceAccounts: chart.serviceAccounts?.(values) ?? [],
          services: chart.services ?? {},
          ingressClasses: chart.ingressClasses ?? [],
          podNames: chart.podNames ?? [],
          csiDrivers: chart.csiDrivers ?? [],
        },
      ];
    });
  cache.set(environment, found);
  return found;
}

/** What every EKS cluster has before anything is applied. */
export const builtIn = {
  namespaces: ['default', 'kube-system', 'kube-public', 'kube-node-lease'],
  services: { 'default/kubernetes': [443], 'kube-system/kube-dns': [53, 9153] } as Readonly<
    Record<string, readonly number[]>
  >,
  configMaps: ['kube-root-ca.crt'],
  priorityClasses: ['system-cluster-critical', 'system-node-critical'],
  /** EKS makes gp2; it is the default class only on old clusters. */
  storageClasses: ['gp2'],
  clusterRoles: ['cluster-admin', 'admin', 'edit', 'view'],
  /** Labels of pods of kube-system that policies refer to. */
  podLabels: [
    { 'k8s-app': 'kube-dns', 'eks.amazonaws.com/component': 'coredns' },
    { 'k8s-app': 'kube-proxy' },
    { 'k8s-app': 'aws-node', 'app.kubernetes.io/name': 'aws-node' },
  ],
} as const;
