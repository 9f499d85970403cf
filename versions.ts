// Every version that the platform runs, in one place; a bump is one line here and its effect in the diff.

/** Container images, as `repository:tag`; the platform’s registries are pull-through caches of these. */
export const images = {
  airflow: 'docker.io/apache/airflow:3.3.2',
  pgbouncer: 'docker.io/apache/airflow:airflow-pgbouncer-2025.03.05-1.23.1',
  pgbouncerExporter: 'docker.io/apache/airflow:airflow-pgbouncer-exporter-2025.03.05-0.18.0',
  gitSync: 'registry.k8s.io/git-sync/git-sync:v4.4.2',
  statsdExporter: 'docker.io/prom/statsd-exporter:v0.30.0',
  adotCollector: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.1',
  /** Of NVIDIA's own example: https://github.com/NVIDIA/dcgm-exporter/blob/main/deployment/examples/dcgm-exporter.yaml */
  dcgmExporter: 'nvcr.io/nvidia/k8s/dcgm-exporter:4.6.1-4.8.4-distroless',
  /** Works with clusters one minor version older and newer. */
  kubectl: 'registry.k8s.io/kubectl:v1.34.2',
  awsCli: 'public.ecr.aws/aws-cli/aws-cli:2.32.6',
} as const;

/** Crossplane packages. The provider's version is the one that the typed models were made from. */
export const packages = {
  registry: 'xpkg.crossplane.io/crossplane-contrib',
  /** @crossplane-models/provider-upjet-aws 2.3.0-build.1 was made from this version. */
  providerAws: 'v2.2.0',
  functionPatchAndTransform: 'v0.9.3',
  functionAutoReady: 'v0.6.0',
} as const;

/** Helm charts of third-party operators. An OCI registry is written without `oci://`, as Argo CD wants it. */
export const helmCharts = {
  // Argo CD v3.5.1.
  argoCd: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-cd', version: '10.4.0' },
  awsEfsCsiDriver: {
    repository: 'https://kubernetes-sigs.github.io/aws-efs-csi-driver',
    name: 'aws-efs-csi-driver',
    version: '4.4.2',
  },
  awsForFluentBit: {
    repository: 'https://aws.github.io/eks-charts',
    name: 'aws-for-fluent-bit',
    version: '0.2.1',
  },
  awsLoadBalancerController: {
    repository: 'https://aws.github.io/eks-charts',
    name: 'aws-load-balancer-controller',
    version: '3.5.0',
  },
  crossplane: { repository: 'https://charts.crossplane.io/stable', name: 'crossplane', version: '2.3.4' },
  externalSecrets: {
    repository: 'https://charts.external-secrets.io',
    name: 'external-secrets',
    version: '2.9.0',
  },
  grafanaOperator: { repository: 'ghcr.io/grafana/helm-charts', name: 'grafana-operator', version: '5.24.0' },
  karpenter: { repository: 'public.ecr.aws/karpenter', name: 'karpenter', version: '1.14.1' },
  keda: { repository: 'https://kedacore.github.io/charts', name: 'keda', version: '2.20.2' },
  kubeStateMetrics: {
    repository: 'https://prometheus-community.github.io/helm-charts',
    name: 'kube-state-metrics',
    version: '8.4.1',
  },
  metricsServer: {
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    name: 'metrics-server',
    version: '3.13.1',
  },
  nvidiaDevicePlugin: {
    repository: 'https://nvidia.github.io/k8s-device-plugin',
    name: 'nvidia-device-plugin',
    version: '0.19.1',
  },
} as const;
