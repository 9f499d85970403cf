// The system nodes: a managed group for the pods that must run before Karpenter can start a node.
import type { ILaunchTemplate } from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type {
  ICluster,
  INodeGroup,
} from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type { IRole } from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { format, text } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { waitsFor } from '../../shared/waits-for.ts';
import { attachManagedPolicy, type ClusterContext, composeRole, keeper } from './context.ts';

const trust = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Instances',
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  },
  null,
  2,
);

/** Adds the role: joining the cluster and pulling images. Pods have roles of their own. */
export function composeNodeRole(context: ClusterContext): Symbolic<IRole> {
  const role = composeRole(context, {
    id: 'cluster-node-role',
    suffix: 'system-nodes',
    description: 'System nodes of the cluster',
    trust,
  });
  attachManagedPolicy(context, 'cluster-node-role-worker', role, 'AmazonEKSWorkerNodePolicy');
  attachManagedPolicy(context, 'cluster-node-role-registry', role, 'AmazonEC2ContainerRegistryPullOnly');
  return role;
}

/** Adds the launch template. It names no security group: EKS then puts the cluster's own on the nodes. */
export function composeLaunchTemplate(context: ClusterContext): Symbolic<ILaunchTemplate> {
  const { spec, status, resource } = context;
  return resource<ILaunchTemplate>(
    'cluster-node-template',
    keeper(context)({
      apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
      kind: 'LaunchTemplate',
      spec: {
        forProvider: {
          region: spec.region,
          name: templateName(context),
          description: 'System nodes of the cluster',
          updateDefaultVersion: true,
          metadataOptions: {
            httpEndpoint: 'enabled',
            httpTokens: 'required',
            // One hop ends on the node: a pod on the pod network can't take the node's credentials.
            httpPutResponseHopLimit: 1,
            httpProtocolIpv6: 'disabled',
            instanceMetadataTags: 'disabled',
          },
          blockDeviceMappings: [
            {
              deviceName: '/dev/xvda',
              ebs: {
                volumeType: 'gp3',
                volumeSize: spec.systemNodes.volumeGiB,
                // EC2's API types these two as strings.
                encrypted: 'true',
                deleteOnTermination: 'true',
                kmsKeyId: status.nodesKeyArn,
              },
            },
          ],
          tagSpecifications: [
            { resourceType: 'instance', tags: spec.tags },
            { resourceType: 'volume', tags: spec.tags },
            { resourceType: 'network-interface', tags: spec.tags },
          ],
          tags: spec.tags,
        },
      },
    }),
  );
}

/** Adds the node group. */
export function composeNodeGroup(
  context: ClusterContext,
  cluster: Symbolic<ICluster>,
  role: Symbolic<IRole>,
): void {
  const { spec, status, resource } = context;
  const { systemNodes } = spec;
  resource<INodeGroup>(
    'cluster-nodes',
    keeper(context)({
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'NodeGroup',
      metadata: {
        annotations: {
          'crossplane.io/external-name': 'system',
          // Nodes without a pod network never become ready, and EKS gives the group up.
          ...waitsFor(status.vpcCniArn),
        },
      },
      spec: {
        forProvider: {
          region: spec.region,
          clusterNameRef: { name: cluster.metadata.name },
          nodeRoleArnRef: { name: role.metadata.name },
          subnetIds: spec.privateSubnetIds,
          version: spec.kubernetesVersion,
          releaseVersion: systemNodes.releaseVersion,
          amiType: systemNodes.amiType,
          capacityType: 'ON_DEMAND',
          instanceTypes: systemNodes.instanceTypes,
          launchTemplate: { name: templateName(context), version: text(status.launchTemplateVersion) },
          scalingConfig: { minSize: systemNodes.minSize, maxSize: systemNodes.maxSize },
          updateConfig: { maxUnavailable: 1 },
          nodeRepairConfig: { enabled: true },
          labels: { 'helical.dev/node-pool': 'system' },
          tags: spec.tags,
        },
        // Only at first: later somebody may have scaled the group by hand in an incident.
        initProvider: { scalingConfig: { desiredSize: systemNodes.minSize } },
      },
    }),
  );
}

function templateName({ spec }: ClusterContext): Ref<string> {
  return format`${spec.clusterName}-system`;
}
