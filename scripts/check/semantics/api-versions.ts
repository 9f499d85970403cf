// API versions are served by the Kubernetes version of the environment.
// Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
import { show } from '../../../envs/validate/show.ts';
import { isPreview } from '../kit/environment-index.ts';
import { environmentRule } from '../kit/make-rule.ts';

/** One API version that goes: since when it is deprecated, when it is gone, and what replaces it. */
interface Removal {
  readonly deprecated?: string;
  readonly removed: string;
  readonly instead: string;
  /** Kinds that it concerns; all kinds of the version when absent. */
  readonly kinds?: readonly string[];
}

const removals: Readonly<Record<string, readonly Removal[]>> = {
  'extensions/v1beta1': [
    { removed: '1.16', instead: 'apps/v1', kinds: ['Deployment', 'DaemonSet', 'ReplicaSet'] },
    { removed: '1.16', instead: 'networking.k8s.io/v1', kinds: ['NetworkPolicy'] },
    { removed: '1.22', instead: 'networking.k8s.io/v1', kinds: ['Ingress'] },
  ],
  'apps/v1beta1': [{ removed: '1.16', instead: 'apps/v1' }],
  'apps/v1beta2': [{ removed: '1.16', instead: 'apps/v1' }],
  'admissionregistration.k8s.io/v1beta1': [
    {
      removed: '1.22',
      instead: 'admissionregistration.k8s.io/v1',
      kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    },
    {
      deprecated: '1.31',
      removed: '1.34',
      instead: 'admissionregistration.k8s.io/v1',
      kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    },
  ],
  'apiextensions.k8s.io/v1beta1': [{ removed: '1.22', instead: 'apiextensions.k8s.io/v1' }],
  'apiregistration.k8s.io/v1beta1': [{ removed: '1.22', instead: 'apiregistration.k8s.io/v1' }],
  'autoscaling/v2beta1': [{ removed: '1.25', instead: 'autoscaling/v2' }],
  'autoscaling/v2beta2': [{ removed: '1.26', instead: 'autoscaling/v2' }],
  'batch/v1beta1': [{ removed: '1.25', instead: 'batch/v1' }],
  'certificates.k8s.io/v1beta1': [
    { removed: '1.22', instead: 'certificates.k8s.io/v1', kinds: ['CertificateSigningRequest'] },
  ],
  'coordination.k8s.io/v1beta1': [{ removed: '1.22', instead: 'coordination.k8s.io/v1', kinds: ['Lease'] }],
  'discovery.k8s.io/v1beta1': [{ removed: '1.25', instead: 'discovery.k8s.io/v1' }],
  'events.k8s.io/v1beta1': [{ removed: '1.25', instead: 'events.k8s.io/v1' }],
  'flowcontrol.apiserver.k8s.io/v1beta1': [{ removed: '1.26', instead: 'flowcontrol.apiserver.k8s.io/v1' }],
  'flowcontrol.apiserver.k8s.io/v1beta2': [{ removed: '1.29', instead: 'flowcontrol.apiserver.k8s.io/v1' }],
  'flowcontrol.apiserver.k8s.io/v1beta3': [{ removed: '1.32', instead: 'flowcontrol.apiserver.k8s.io/v1' }],
  'networking.k8s.io/v1beta1': [
    { removed: '1.22', instead: 'networking.k8s.io/v1', kinds: ['Ingress', 'IngressClass'] },
  ],
  'node.k8s.io/v1beta1': [{ removed: '1.25', instead: 'node.k8s.io/v1' }],
  'policy/v1beta1': [
    { removed: '1.25', instead: 'policy/v1', kinds: ['PodDisruptionBudget'] },
    { removed: '1.25', instead: 'Pod Security Admission', kinds: ['PodSecurityPolicy'] },
  ],
  'rbac.authorization.k8s.io/v1beta1': [{ removed: '1.22', instead: 'rbac.authorization.k8s.io/v1' }],
  'scheduling.k8s.io/v1beta1': [{ removed: '1.22', instead: 'scheduling.k8s.io/v1' }],
  'storage.k8s.io/v1beta1': [
    {
      removed: '1.22',
      instead: 'storage.k8s.io/v1',
      kinds: ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'],
    },
    { removed: '1.27', instead: 'storage.k8s.io/v1', kinds: ['CSIStorageCapacity'] },
  ],
  v1: [
    {
      deprecated: '1.33',
      removed: '99.0',
      instead: 'discovery.k8s.io/v1 EndpointSlice',
      kinds: ['Endpoints'],
    },
  ],
};

/** True when version `a` is `b` or newer; both as `1.35`. */
function atLeast(a: string, b: string): boolean {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor > bMajor || (aMajor === bMajor && aMinor >= bMinor);
}

function removalOf(apiVersion: string, kind: string): Removal | undefined {
  const entries = Object.hasOwn(removals, apiVersion) ? removals[apiVersion] : undefined;
  return entries?.find(({ kinds }) => !kinds || kinds.includes(kind));
}

export const servedVersion = environmentRule({
  id: 'semantics/served-version',
  title: 'API versions are served by the Kubernetes version of the environment',
  why: 'The API server does not know the kind in this version: the sync fails.',
  fix: 'Write the version that replaces it.',
  standards: ['kube-linter:no-extensions-v1beta'],
  *check({ objects, kubernetesVersion }) {
    for (const object of objects) {
      const { apiVersion, kind } = object.manifest;
      const removal = removalOf(apiVersion, kind);
      if (!removal || !atLeast(kubernetesVersion, removal.removed) || isPreview(object)) continue;
      yield {
        object,
        path: 'apiVersion',
        what: `Kubernetes ${kubernetesVersion} serves no ${kind} of ${show(apiVersion)}: it went with ${removal.removed}.`,
        fix: `Use ${removal.instead}.`,
      };
    }
  },
});

export const deprecatedVersion = environmentRule({
  id: 'semantics/deprecated-version',
  severity: 'warning',
  title: 'API versions will stay',
  why: 'A coming Kubernetes version no longer serves it.',
  fix: 'Write the version that replaces it.',
  *check({ objects, kubernetesVersion }) {
    for (const object of objects) {
      const { apiVersion, kind } = object.manifest;
      const { deprecated, removed = '', instead } = removalOf(apiVersion, kind) ?? {};
      if (!deprecated || !atLeast(kubernetesVersion, deprecated) || atLeast(kubernetesVersion, removed))
        continue;
      yield {
        object,
        path: 'apiVersion',
        what: `${kind} of ${show(apiVersion)} is deprecated since Kubernetes ${deprecated}.`,
        fix: `Use ${instead}.`,
      };
    }
  },
});
