// The Kubernetes versions that a cluster may have.

/** Kubernetes minor versions in EKS standard support that the pinned Kubernetes models know. */
export const kubernetesVersions = ['1.33', '1.34', '1.35'] as const;
