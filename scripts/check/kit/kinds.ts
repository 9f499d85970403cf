// Tells what kind an object is, by API group and kind, whatever the version.
import type { CheckedObject } from '../rule.ts';

/** API group of an apiVersion; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Version of an apiVersion, for example `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** Group and kind as one text, for example `apps/Deployment`; `/Pod` is of the core group. */
export type GroupKind = `${string}/${string}`;

const names = new WeakMap<CheckedObject, GroupKind>();

/** Group and kind of an object, for example `apps/Deployment`. */
export function groupKindOf(object: CheckedObject): GroupKind {
  let name = names.get(object);
  if (name === undefined) {
    name = `${groupOf(String(object.manifest.apiVersion))}/${String(object.manifest.kind)}`;
    names.set(object, name);
  }
  return name;
}

/** Group of the kinds that our own definitions define. */
export const ownGroup = 'aws.helical.dev';

/** Kinds of Kubernetes itself that have no namespace. */
const clusterScoped: ReadonlySet<string> = new Set([
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/StorageClass',
  'apiextensions.crossplane.io/CompositeResourceDefinition',
  'apiextensions.crossplane.io/Composition',
  'apiextensions.crossplane.io/ManagedResourceActivationPolicy',
  'aws.m.upbound.io/ClusterProviderConfig',
  'external-secrets.io/ClusterExternalSecret',
  'external-secrets.io/ClusterPushSecret',
  'external-secrets.io/ClusterSecretStore',
  'generators.external-secrets.io/ClusterGenerator',
  'karpenter.k8s.aws/EC2NodeClass',
  'karpenter.sh/NodeClaim',
  'karpenter.sh/NodePool',
  'keda.sh/ClusterTriggerAuthentication',
  'pkg.crossplane.io/Configuration',
  'pkg.crossplane.io/DeploymentRuntimeConfig',
  'pkg.crossplane.io/Function',
  'pkg.crossplane.io/ImageConfig',
  'pkg.crossplane.io/Provider',
  'protection.crossplane.io/ClusterUsage',
  'elbv2.k8s.aws/IngressClassParams',
]);

/** True for a kind without a namespace, as far as the kinds of this platform go. */
export function isClusterScoped(groupKind: string): boolean {
  return clusterScoped.has(groupKind);
}
