// Every version that the platform runs, in one place; a bump is one line here and its effect in the diff.

/** Container images, as `repository:tag`; the platform’s registries are pull-through caches of these. */
export const images = {
  airflow: 'docker.io/apache/airflow:3.3.2',
  gitSync: 'registry.k8s.io/git-sync/git-sync:v4.4.2',
  statsdExporter: 'docker.io/prom/statsd-exporter:v0.30.0',
  adotCollector: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.1',
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
