// The EKS add-ons, each with a pinned version; those that call AWS with a role of their own.
import type { IAddon, ICluster } from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { type ClusterContext, keeper } from './context.ts';

/** One add-on. */
interface AddOn {
  name: string;
  version: Ref<string>;
  /** What AWS's defaults don't say, by the add-on's own schema. */
  configuration?: Record<string, unknown>;
  /** Service account that gets a role by Pod Identity. */
  identity?: { serviceAccount: string; roleArn: Ref<string> };
}

/** Service accounts of the add-ons that call AWS. */
export const serviceAccounts = {
  'vpc-cni': 'aws-node',
  'aws-ebs-csi-driver': 'ebs-csi-controller-sa',
  'aws-efs-csi-driver': 'efs-csi-controller-sa',
} as const;

/** Adds the add-ons. Returns the VPC CNI, without which no node becomes ready. */
export function composeAddOns(context: ClusterContext, cluster: Symbolic<ICluster>): Symbolic<IAddon> {
  const { spec, status } = context;
  const versions = spec.addOnVersions;
  const vpcCni = composeAddOn(context, cluster, {
    name: 'vpc-cni',
    version: versions.vpcCni,
    // A string, by the add-on's schema. Without it, NetworkPolicies are accepted and do nothing.
    configuration: { enableNetworkPolicy: 'true' },
    identity: { serviceAccount: serviceAccounts['vpc-cni'], roleArn: status.vpcCniRoleArn },
  });
  const others: AddOn[] = [
    { name: 'coredns', version: versions.coreDns },
    { name: 'kube-proxy', version: versions.kubeProxy },
    { name: 'eks-pod-identity-agent', version: versions.podIdentityAgent },
    {
      name: 'aws-ebs-csi-driver',
      version: versions.ebsCsi,
      identity: { serviceAccount: serviceAccounts['aws-ebs-csi-driver'], roleArn: status.ebsCsiRoleArn },
    },
    {
      name: 'aws-efs-csi-driver',
      version: versions.efsCsi,
      identity: { serviceAccount: serviceAccounts['aws-efs-csi-driver'], roleArn: status.efsCsiRoleArn },
    },
  ];
  for (const addOn of others) composeAddOn(context, cluster, addOn);
  return vpcCni;
}

function composeAddOn(context: ClusterContext, cluster: Symbolic<ICluster>, addOn: AddOn): Symbolic<IAddon> {
  const { spec, resource } = context;
  const { name, version, configuration, identity } = addOn;
  return resource<IAddon>(
    `cluster-addon-${name}`,
    keeper(context)({
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'Addon',
      spec: {
        forProvider: {
          region: spec.region,
          clusterNameRef: { name: cluster.metadata.name },
          addonName: name,
          addonVersion: version,
          ...(configuration ? { configurationValues: JSON.stringify(configuration) } : {}),
          // As a part of the add-on, the association is there before its pods, which would start without a role.
          ...(identity ? { podIdentityAssociation: [identity] } : {}),
          // Git decides, not what somebody changed in the cluster.
          resolveConflictsOnCreate: 'OVERWRITE',
          resolveConflictsOnUpdate: 'OVERWRITE',
          tags: spec.tags,
        },
      },
    }),
  );
}
