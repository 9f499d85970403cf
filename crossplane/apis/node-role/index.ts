// NodeRole: the IAM role, instance profile and cluster access of Karpenter's nodes. No application right is on it.
import type { IAccessEntry } from '@crossplane-models/provider-upjet-aws/eks.aws.m.upbound.io/v1beta1';
import type {
  IInstanceProfile,
  IRole,
  IRolePolicyAttachment,
} from '@crossplane-models/provider-upjet-aws/iam.aws.m.upbound.io/v1beta1';
import { type Static, Type } from 'typebox';
import { cloudApi } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import { immutable, object, region, tags } from '../../engine/spec.ts';
import { rolePath } from '../../shared/role.ts';
import { accountId } from '../../shared/spec-fields.ts';

const spec = object(
  {
    accountId,
    region,
    roleName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,63}$',
        maxLength: 64,
        description: 'Name of the role and of its instance profile.',
      }),
      'IAM knows the role by it',
    ),
    permissionsBoundary: Type.String({
      pattern: '^[a-z][a-z0-9-]*$',
      maxLength: 64,
      description: 'Name of the IAM policy that bounds the role.',
    }),
    clusterName: immutable(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$',
        maxLength: 100,
        description: 'EKS cluster that the nodes join.',
      }),
      'an access entry belongs to one cluster',
    ),
    tags,
  },
  { description: 'The role of the nodes of one cluster.' },
);

const status = object(
  {
    roleArn: Type.String({ description: 'ARN of the role.' }),
    instanceProfileArn: Type.String({ description: 'ARN of the instance profile.' }),
  },
  { description: 'Facts of the role once AWS has made it.' },
);

/** Spec of a NodeRole. */
export type NodeRoleSpec = Static<typeof spec>;

/**
 * What EKS asks of a node (EKS: node IAM role). The VPC CNI and the volume drivers have roles of their own,
 * so that no pod gains their rights through the node.
 */
const managedPolicies = {
  'node-policy-worker': 'AmazonEKSWorkerNodePolicy',
  'node-policy-images': 'AmazonEC2ContainerRegistryPullOnly',
} as const;

const iam = 'iam.aws.m.upbound.io/v1beta1';

export const nodeRole = cloudApi({
  kind: 'NodeRole',
  plural: 'noderoles',
  description: 'The IAM role, instance profile and cluster access of Karpenter’s nodes.',
  stateful: false,
  spec,
  status,
  variants: ['default'],
  compose({ spec, resource, publish }) {
    const { tags, roleName } = spec;
    const role = resource<IRole>('node-role', {
      apiVersion: iam,
      kind: 'Role',
      metadata: { annotations: { 'crossplane.io/external-name': roleName } },
      spec: {
        forProvider: {
          path: rolePath,
          description: format`Nodes of ${spec.clusterName}`,
          permissionsBoundary: format`arn:aws:iam::${spec.accountId}:policy/${spec.permissionsBoundary}`,
          assumeRolePolicy: JSON.stringify(
            {
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'Nodes',
                  Effect: 'Allow',
                  Principal: { Service: 'ec2.amazonaws.com' },
                  Action: 'sts:AssumeRole',
                },
              ],
            },
            null,
            2,
          ),
          tags,
        },
      },
    });
    for (const [id, managed] of Object.entries(managedPolicies)) {
      resource<IRolePolicyAttachment>(id, {
        apiVersion: iam,
        kind: 'RolePolicyAttachment',
        spec: {
          forProvider: {
            roleRef: { name: role.metadata.name },
            policyArn: `arn:aws:iam::aws:policy/${managed}`,
          },
        },
      });
    }
    const profile = resource<IInstanceProfile>('node-profile', {
      apiVersion: iam,
      kind: 'InstanceProfile',
      metadata: { annotations: { 'crossplane.io/external-name': roleName } },
      spec: { forProvider: { path: '/', roleRef: { name: role.metadata.name }, tags } },
    });
    resource<IAccessEntry>('node-access', {
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'AccessEntry',
      spec: {
        forProvider: {
          region: spec.region,
          clusterName: spec.clusterName,
          principalArnFromRoleRef: { name: role.metadata.name },
          type: 'EC2_LINUX',
          tags,
        },
      },
    });
    publish({ roleArn: role.status.atProvider.arn, instanceProfileArn: profile.status.atProvider.arn });
  },
});
