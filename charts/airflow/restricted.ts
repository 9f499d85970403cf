// The security settings of every pod and container: what the Pod Security level "restricted" asks for, and a read-only root.
import type { IPodSecurityContext, ISecurityContext } from 'kubernetes-models/v1';

/** Labels of a namespace whose pods must all be restricted. */
export const restrictedNamespaceLabels = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'latest',
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
} as const;

export const restrictedContainer: ISecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/** Pod settings for an image that runs as `user`; volumes belong to `fsGroup`. */
export function restrictedPod(user: number, group: number, fsGroup = group): IPodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: group,
    fsGroup,
    // Without this the kubelet walks every file of a volume at each start.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
