// What embedded schemas are made from: packages of typed models, and definitions of operators.
import type { ModelPackage } from './model-schemas.ts';

/** A package, and how its kinds are spread over files. */
export interface EmbeddedPackage extends Omit<ModelPackage, 'folder'> {
  readonly name: string;
  /** The file for an API group; the AWS provider has one for each group, as a tree uses few of its thousand kinds. */
  readonly file: (group: string) => string;
  /** True for the kinds that the API server knows by itself. */
  readonly native: boolean;
}

const everyGroup = () => true;
const models = (name: string, file: string): EmbeddedPackage => ({
  name,
  groups: everyGroup,
  emptyIsOpen: true,
  file: () => file,
  native: false,
});

export const embeddedPackages: readonly EmbeddedPackage[] = [
  { ...models('kubernetes-models', 'kubernetes'), native: true },
  models('@kubernetes-models/argo-cd', 'argo-cd'),
  models('@kubernetes-models/external-secrets', 'external-secrets'),
  models('@kubernetes-models/karpenter', 'karpenter'),
  models('@kubernetes-models/keda', 'keda'),
  models('@crossplane-models/crossplane', 'crossplane'),
  {
    name: '@crossplane-models/provider-upjet-aws',
    // Crossplane v2: the namespaced kinds. The groups without `.m.` are those of version 1.
    groups: (group) => group.endsWith('.aws.m.upbound.io') || group === 'aws.m.upbound.io',
    emptyIsOpen: false,
    file: (group) => `aws/${group.replace(/\.?aws\.m\.upbound\.io$/, '') || 'provider'}`,
    native: false,
  },
];

/**
 * Operators whose CRDs are read: the name of their folder without the version, which is also that of the file. Where a
 * package has the same kind, the CRD counts: it also has defaults, keys of lists and CEL rules.
 */
export const embeddedDefinitions: readonly string[] = [
  'argo-cd',
  'crossplane',
  'external-secrets',
  'grafana-operator',
  'karpenter',
  'keda',
];
