// Versions of the EKS add-ons: the fields of the spec, and a set for each Kubernetes version.
import { type Static, Type } from 'typebox';
import type { kubernetesVersions } from '../../../envs/schema/kubernetes-versions.ts';
import { object } from '../../engine/spec.ts';

const version = (addOn: string) =>
  Type.String({
    pattern: '^v\\d+\\.\\d+\\.\\d+-eksbuild\\.\\d+$',
    maxLength: 32,
    description: `Version of ${addOn}, for example v1.13.2-eksbuild.1.`,
  });

/** One version for each add-on; AWS says which fit together: `aws eks describe-addon-versions`. */
export const addOnVersions = object(
  {
    vpcCni: version('the VPC CNI'),
    coreDns: version('CoreDNS'),
    kubeProxy: version('kube-proxy. Its minor version is that of the cluster'),
    ebsCsi: version('the EBS CSI driver'),
    efsCsi: version('the EFS CSI driver'),
    podIdentityAgent: version('the Pod Identity agent'),
  },
  { description: 'Versions of the add-ons.' },
);

/** Versions of the add-ons of one cluster. */
export type AddOnVersions = Static<typeof addOnVersions>;

/** A set of versions for each Kubernetes version, as clusters run them together. */
export const addOnVersionsFor: Readonly<Record<(typeof kubernetesVersions)[number], AddOnVersions>> = {
  '1.33': {
    vpcCni: 'v1.20.5-eksbuild.1',
    coreDns: 'v1.12.4-eksbuild.1',
    kubeProxy: 'v1.33.5-eksbuild.2',
    ebsCsi: 'v1.53.0-eksbuild.1',
    efsCsi: 'v2.1.15-eksbuild.1',
    podIdentityAgent: 'v1.3.10-eksbuild.1',
  },
  '1.34': {
    vpcCni: 'v1.21.1-eksbuild.1',
    coreDns: 'v1.12.4-eksbuild.1',
    kubeProxy: 'v1.34.1-eksbuild.2',
    ebsCsi: 'v1.54.0-eksbuild.1',
    efsCsi: 'v2.1.15-eksbuild.1',
    podIdentityAgent: 'v1.3.10-eksbuild.2',
  },
  '1.35': {
    vpcCni: 'v1.21.1-eksbuild.3',
    coreDns: 'v1.13.2-eksbuild.1',
    kubeProxy: 'v1.35.0-eksbuild.2',
    ebsCsi: 'v1.57.1-eksbuild.1',
    efsCsi: 'v2.3.0-eksbuild.2',
    podIdentityAgent: 'v1.3.10-eksbuild.2',
  },
};
