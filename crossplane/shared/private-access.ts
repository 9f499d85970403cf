// A security group that admits one other group on one port, for services that only the cluster's pods may reach.
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../engine/cloud-api.ts';
import type { Ref } from '../engine/ref.ts';

/** What the security group is made from. */
export interface SecurityGroupFacts {
  region: Ref<string>;
  vpcId: Ref<string>;
  /** Name in AWS; it can't be changed. */
  groupName: Ref<string>;
  description: string;
  tags: Ref<Record<string, string>>;
}

/** The group itself. It has no egress rule: databases and caches answer, they never call. */
export function securityGroup(facts: SecurityGroupFacts): ComposedTemplate<ISecurityGroup> {
  const { region, vpcId, groupName, description, tags } = facts;
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind: 'SecurityGroup',
    spec: { forProvider: { region, vpcId, name: groupName, description, tags } },
  };
}

/** Admits the cluster's security group, and so its pods, on one TCP port. */
export function ingressFromCluster(
  region: Ref<string>,
  group: Ref<string>,
  clusterGroupId: Ref<string>,
  port: number,
  tags: Ref<Record<string, string>>,
): ComposedTemplate<ISecurityGroupIngressRule> {
  return {
    apiVersion: 'ec2.aws.m.upbound.io/v1beta1',
    kind: 'SecurityGroupIngressRule',
    spec: {
      forProvider: {
        region,
        securityGroupIdRef: { name: group },
        referencedSecurityGroupId: clusterGroupId,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        description: `Pods of the cluster on ${port}`,
        tags,
      },
    },
  };
}
