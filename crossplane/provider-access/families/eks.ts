// What Crossplane may do in AWS for clusters, their add-ons and node groups.
import { allow } from '../../shared/iam-policy.ts';
import { type FamilyAccess, look, make, passRole, useKeys } from '../family-access.ts';

/** Rights of provider-aws-eks. */
export const eks: FamilyAccess = {
  kinds: [
    'AccessEntry',
    'AccessPolicyAssociation',
    'Addon',
    'Cluster',
    'NodeGroup',
    'PodIdentityAssociation',
  ],
  statements: (names) => {
    const { arn, cluster } = names;
    const parts = ['addon', 'nodegroup', 'access-entry', 'podidentityassociation'];
    return [
      make(names, ['eks:CreateCluster']),
      allow(
        'ManageCluster',
        [
          'eks:AssociateAccessPolicy',
          'eks:AssociateEncryptionConfig',
          'eks:CreateAccessEntry',
          'eks:CreateAddon',
          'eks:CreateNodegroup',
          'eks:CreatePodIdentityAssociation',
          'eks:DeleteAccessEntry',
          'eks:DeleteAddon',
          'eks:DeleteCluster',
          'eks:DeleteNodegroup',
          'eks:DeletePodIdentityAssociation',
          'eks:DescribeAccessEntry',
          'eks:DescribeAddon',
          'eks:DescribeCluster',
          'eks:DescribeNodegroup',
          'eks:DescribePodIdentityAssociation',
          'eks:DescribeUpdate',
          'eks:DisassociateAccessPolicy',
          'eks:ListAssociatedAccessPolicies',
          'eks:ListPodIdentityAssociations',
          'eks:ListTagsForResource',
          'eks:TagResource',
          'eks:UntagResource',
          'eks:UpdateAccessEntry',
          'eks:UpdateAddon',
          'eks:UpdateClusterConfig',
          'eks:UpdateClusterVersion',
          'eks:UpdateNodegroupConfig',
          'eks:UpdateNodegroupVersion',
          'eks:UpdatePodIdentityAssociation',
        ],
        [arn('eks', `cluster/${cluster}`), ...parts.map((part) => arn('eks', `${part}/${cluster}/*`))],
      ),
      look(names, ['eks:DescribeAddonVersions']),
      // EKS starts and tags the nodes of a node group in the name of who asks for it.
      allow(
        'StartNodes',
        ['ec2:RunInstances', 'ec2:CreateTags'],
        [arn('ec2', 'launch-template/*')],
        names.tagged,
      ),
      useKeys(names, ['eks', 'ec2']),
      passRole(
        names,
        ['control-plane', 'system-nodes', 'addon-*'].map((role) => `${cluster}-${role}`),
        'eks.amazonaws.com',
      ),
    ];
  },
};
