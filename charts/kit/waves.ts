// The order in which Argo CD applies things: sync waves of applications, and of objects inside one application.

/** Waves of applications under the root application; a wave starts when the one before is healthy. */
export const applicationWaves = {
  /** Crossplane itself, from its Helm chart. */
  crossplaneCore: -50,
  /** Provider and function packages, then XRDs, then Compositions. */
  cloudApis: -40,
  /** KMS keys, which everything that stores data waits for. */
  encryption: -35,
  /** IAM roles of the operators. */
  identity: -34,
  /** Operators from their Helm charts: Karpenter, External Secrets, KEDA, load balancer controller, drivers. */
  operators: -30,
  /** Node pools: what everything after this runs on. */
  nodes: -20,
  /** Collector and exporters, so that the first minute of a workload is already seen. */
  observability: -10,
  /** Airflow and helical-runner. */
  workloads: 0,
  /** Grafana with its dashboards: nothing waits for them. */
  dashboards: 10,
} as const;

/** Waves of objects inside one application. */
export const objectWaves = {
  namespace: -30,
  /** Provider and function packages. */
  packages: -28,
  /** What packages need once they are installed: activation policy, provider configuration. */
  packageSettings: -26,
  definitions: -24,
  compositions: -22,
  /** Service accounts, RBAC, ConfigMaps, policies. */
  settings: -20,
  /** Composite resources: databases, caches, buckets. */
  cloud: -15,
  /** Secrets that come from what the cloud made. */
  secrets: -10,
  /** Jobs that must finish before pods start, such as the database migration. */
  migration: -5,
  workload: 0,
} as const;

/** The annotation that puts an object into a wave. */
export function inWave(wave: number): Record<string, string> {
  return wave === 0 ? {} : { 'argocd.argoproj.io/sync-wave': String(wave) };
}
