// What the pods of this workload have in common: restricted security, and a restart when their configuration changes.
import { createHash } from 'node:crypto';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';

/** A user id that no image brings along, so that it owns nothing in them. */
const userId = 10_001;

export const podSecurity: Pick<IPodSpec, 'securityContext' | 'enableServiceLinks'> = {
  // Service links would put the address of every Service of the namespace into the environment.
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: userId,
    runAsGroup: userId,
    fsGroup: userId,
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

export const containerSecurity: NonNullable<IContainer['securityContext']> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

/**
 * The pod annotation that changes with the configuration, so that new configuration rolls the pods:
 * neither program reads its file again by itself.
 */
export function configChecksum(config: string): Record<string, string> {
  return { 'helical.dev/config-checksum': createHash('sha256').update(config).digest('hex') };
}
