// What a third-party operator is here: an Argo CD application on its official Helm chart.
import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import type { IResourceIgnoreDifferences } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ResourceIgnoreDifferences';
import type { Chart } from 'cdk8s';
import { objectLabels } from '../charts/kit/labels.ts';
import { manifest } from '../charts/kit/manifest.ts';
import { inWave } from '../charts/kit/waves.ts';
import type { Environment, Installation } from '../envs/index.ts';
import { argoNamespace, confirmRemoval, inCluster, operatorProjectName, syncPolicy } from './common.ts';

/** A kind as Argo CD's projects name it. */
export interface GroupKind {
  group: string;
  kind: string;
}

/** One operator. `argocd/operators/index.ts` lists them all. `E` is what its values are made from. */
export interface Operator<E = Environment> {
  /** Name of the application; different from every workload's. */
  name: string;
  /** Name of the Helm release, from which the chart makes the names of its objects. Default: name of the chart. */
  releaseName?: string;
  namespace: string;
  /**
   * Pod Security Standard of the namespace, which the application then creates.
   * Absent when the namespace is there already, as kube-system is, or one that a workload makes.
   */
  podSecurity?: 'restricted' | 'baseline' | 'privileged';
  /** Further namespaces that the chart puts objects into. */
  otherNamespaces?: readonly string[];
  /** See `applicationWaves`. */
  wave: number;
  /** Pinned in versions.ts. An OCI registry is written without `oci://`. */
  chart: { repository: string; name: string; version: string };
  /** Cluster-scoped kinds of the chart. */
  clusterKinds: readonly GroupKind[];
  /** Fields that something else than git decides, each with its reason where it is written. */
  ignoreDifferences?: IResourceIgnoreDifferences[];
  /** Environments that don't need the operator don't get it. Default: all need it. */
  neededBy?(environment: E): boolean;
  /** Values of the Helm chart. */
  values(environment: E): object;
}

/** Cluster-scoped kinds that nearly every operator brings. */
export const definitionsAndRoles: readonly GroupKind[] = [
  { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
];

/** Cluster-scoped kinds of operators with admission webhooks. */
export const webhooks: readonly GroupKind[] = [
  { group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration' },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
];

/** Namespaced kinds of the charts. Neither Ingress nor PersistentVolumeClaim: no operator is public or keeps data. */
export const namespacedKinds: readonly GroupKind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'Secret' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'DaemonSet' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'batch', kind: 'Job' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

export function operatorApplication<E extends Installation>(
  chart: Chart,
  environment: E,
  operator: Operator<E>,
): void {
  const { ignoreDifferences, podSecurity } = operator;
  const policy = syncPolicy(environment, [
    'ServerSideApply=true',
    'FailOnSharedResource=true',
    ...(podSecurity ? ['CreateNamespace=true'] : []),
    ...(ignoreDifferences ? ['RespectIgnoreDifferences=true'] : []),
  ]);
  manifest<IApplication>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: operator.name,
      namespace: argoNamespace,
      labels: objectLabels(environment, operator.name),
      // No finalizer, and a person confirms the removal: with the CRDs of an operator go all their objects.
      annotations: { ...inWave(operator.wave), ...confirmRemoval },
    },
    spec: {
      project: operatorProjectName,
      source: {
        repoURL: operator.chart.repository,
        chart: operator.chart.name,
        targetRevision: operator.chart.version,
        helm: {
          releaseName: operator.releaseName ?? operator.chart.name,
          valuesObject: { ...operator.values(environment) },
        },
      },
      destination: { server: inCluster, namespace: operator.namespace },
      ...(ignoreDifferences ? { ignoreDifferences } : {}),
      syncPolicy: {
        ...policy,
        ...(podSecurity ? { managedNamespaceMetadata: { labels: podSecurityLabels(podSecurity) } } : {}),
      },
      revisionHistoryLimit: 10,
    },
  });
}

function podSecurityLabels(level: string): Record<string, string> {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, level]),
  );
}
