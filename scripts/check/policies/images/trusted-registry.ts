// Rule policies/trusted-registry: images come from registries that are known.
import { containerRule } from '../../kit/make-rule.ts';
import { readImage } from '../kit/images.ts';

/** Registries of AWS accounts, and where each of the programs that we run is published by its makers. */
const trusted: readonly RegExp[] = [
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//,
  /^public\.ecr\.aws\/(aws-cli|aws-observability|eks|karpenter)\//,
  /^docker\.io\/(apache\/airflow|prom\/[a-z-]+)$/,
  /^registry\.k8s\.io\//,
  /^quay\.io\/(argoproj|prometheus)\//,
  /^ghcr\.io\/(kedacore|external-secrets)\//,
  /^xpkg\.(crossplane\.io|upbound\.io)\//,
];

export const trustedRegistry = containerRule({
  id: 'policies/trusted-registry',
  title: 'Images come from registries that are known',
  why: 'Anybody can publish an image under a name like that of a program; it runs with the rights of the pod.',
  fix: 'Copy the image to a registry of an own account, or add its publisher to scripts/check/policies/images/trusted-registry.ts.',
  standards: ['KSV-0034', 'KSV-0125', 'CIS-EKS-1.8:5.1.4'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { registry: host, repository } = readImage(image);
    if (trusted.some((form) => form.test(`${host}/${repository}`))) return;
    yield { path: `${path}.image`, what: `${host}/${repository} is not among the trusted images.` };
  },
});
