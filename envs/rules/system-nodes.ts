// The system nodes of a cluster that the hub makes fit together, and fit its Kubernetes version.
import { environmentRule, type Problem } from './kit/rule.ts';

export const systemNodes = environmentRule({
  id: 'environment/system-nodes',
  reads: ['cluster.source', 'cluster.kubernetesVersion', 'cluster.systemNodes'],
  why: 'EKS refuses the node group, and without it no operator runs.',
  check: ({ cluster }) => {
    if (cluster.source === 'existing') return [];
    const { kubernetesVersion, systemNodes } = cluster;
    const { minSize, maxSize, releaseVersion } = systemNodes;
    const problems: Problem[] = [];
    if (minSize > maxSize) {
      problems.push({
        path: 'cluster.systemNodes.maxSize',
        what: `At most ${maxSize} nodes are fewer than minSize, ${minSize}.`,
        fix: `Use ${minSize} or more, or a smaller minSize.`,
      });
    }
    if (releaseVersion !== undefined && !releaseVersion.startsWith(`${kubernetesVersion}.`)) {
      problems.push({
        path: 'cluster.systemNodes.releaseVersion',
        what: `"${releaseVersion}" is no release for Kubernetes ${kubernetesVersion}.`,
        fix: `Use a release that begins with ${kubernetesVersion}., or leave the field out.`,
      });
    }
    return problems;
  },
});
