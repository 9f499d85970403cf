// Rule policies/served-version: the cluster serves the apiVersion of every object.
import { environmentRule } from '../../kit/make-rule.ts';

/** The first version of Kubernetes (1.x) that does not serve an apiVersion. */
const removedIn: Readonly<Record<string, number>> = {
  'admissionregistration.k8s.io/v1beta1': 22,
  'apiextensions.k8s.io/v1beta1': 22,
  'apiregistration.k8s.io/v1beta1': 22,
  'apps/v1beta1': 16,
  'apps/v1beta2': 16,
  'authentication.k8s.io/v1beta1': 22,
  'authorization.k8s.io/v1beta1': 22,
  'autoscaling/v2beta1': 25,
  'autoscaling/v2beta2': 26,
  'batch/v1beta1': 25,
  'certificates.k8s.io/v1beta1': 22,
  'coordination.k8s.io/v1beta1': 22,
  'discovery.k8s.io/v1beta1': 25,
  'events.k8s.io/v1beta1': 25,
  'extensions/v1beta1': 22,
  'flowcontrol.apiserver.k8s.io/v1beta1': 26,
  'flowcontrol.apiserver.k8s.io/v1beta2': 29,
  'flowcontrol.apiserver.k8s.io/v1beta3': 32,
  'networking.k8s.io/v1beta1': 22,
  'node.k8s.io/v1beta1': 25,
  'policy/v1beta1': 25,
  'rbac.authorization.k8s.io/v1beta1': 22,
  'scheduling.k8s.io/v1beta1': 22,
  'storage.k8s.io/v1beta1': 27,
};

/** Kinds that a group brought back or took out at another time. */
const exceptions: Readonly<Record<string, number | undefined>> = {
  'networking.k8s.io/v1beta1/IPAddress': undefined,
  'networking.k8s.io/v1beta1/ServiceCIDR': undefined,
  'storage.k8s.io/v1beta1/VolumeAttributesClass': undefined,
  'admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicy': undefined,
  'admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBinding': undefined,
  'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy': undefined,
  'admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding': undefined,
  'certificates.k8s.io/v1beta1/ClusterTrustBundle': undefined,
};

export const servedVersion = environmentRule({
  id: 'policies/served-version',
  title: 'The cluster serves the apiVersion of every object',
  why: 'The API server does not know the object, and the sync of its application fails.',
  fix: 'Write the version that came after it: https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  standards: ['kube-linter:no-extensions-v1beta'],
  *check({ objects, kubernetesVersion }) {
    const minor = Number(kubernetesVersion.split('.')[1]);
    for (const object of objects) {
      const apiVersion = String(object.manifest.apiVersion);
      const name = `${apiVersion}/${String(object.manifest.kind)}`;
      const removed = Object.hasOwn(exceptions, name) ? exceptions[name] : removedIn[apiVersion];
      if (removed === undefined || !(minor >= removed)) continue;
      yield {
        object,
        path: 'apiVersion',
        what: `Kubernetes ${kubernetesVersion} does not serve ${apiVersion}; 1.${removed} took it out.`,
      };
    }
  },
});
