// Interface endpoints: nodes and pods reach AWS without the internet.
import type {
  ISecurityGroup,
  ISecurityGroupIngressRule,
  IVPC,
  IVPCEndpoint,
  IVPCEndpointSecurityGroupAssociation,
  IVPCEndpointSubnetAssociation,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import { format } from '../../engine/combinators.ts';
import type { Symbolic } from '../../engine/ref.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { keeper, type NamesByZone, type NetworkContext } from './context.ts';
import { interfacePolicy } from './endpoint-policies.ts';

const apiVersion = 'ec2.aws.m.upbound.io/v1beta1';

/**
 * Services with an interface endpoint, as they stand in the service name: what nodes, operators and Airflow call.
 * IAM and the price list have no endpoint in most regions; those calls take the NAT gateway.
 */
export const interfaceEndpoints = [
  'aps-workspaces',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'eks',
  'eks-auth',
  'elasticfilesystem',
  'elasticloadbalancing',
  'kms',
  'logs',
  'secretsmanager',
  'sqs',
  'ssm',
  'sts',
] as const;

/** Adds the interface endpoints to the private subnets, behind one security group. */
export function composeInterfaceEndpoints(
  context: NetworkContext,
  vpc: Symbolic<IVPC>,
  privateSubnets: NamesByZone,
): Symbolic<ISecurityGroup> {
  const group = composeEndpointAccess(context, vpc);
  for (const service of interfaceEndpoints) {
    composeInterfaceEndpoint(context, service, vpc, group, privateSubnets);
  }
  return group;
}

/** The security group of the endpoints: HTTPS from the VPC. Endpoints answer, they never call. */
function composeEndpointAccess(context: NetworkContext, vpc: Symbolic<IVPC>): Symbolic<ISecurityGroup> {
  const { spec, resource } = context;
  const { region, tags } = spec;
  const keep = keeper(context);
  const name = format`${spec.networkName}-endpoints`;
  const group = resource<ISecurityGroup>(
    'network-endpoints-access',
    keep({
      apiVersion,
      kind: 'SecurityGroup',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          name,
          description: 'HTTPS from the VPC to the interface endpoints',
          tags: namedTags(tags, name),
        },
      },
    }),
  );
  resource<ISecurityGroupIngressRule>(
    'network-endpoints-access-from-vpc',
    keep({
      apiVersion,
      kind: 'SecurityGroupIngressRule',
      spec: {
        forProvider: {
          region,
          securityGroupIdRef: { name: group.metadata.name },
          cidrIpv4: spec.vpcCidr,
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          description: 'HTTPS from the VPC',
          tags: namedTags(tags, name),
        },
      },
    }),
  );
  return group;
}

function composeInterfaceEndpoint(
  context: NetworkContext,
  service: (typeof interfaceEndpoints)[number],
  vpc: Symbolic<IVPC>,
  group: Symbolic<ISecurityGroup>,
  privateSubnets: NamesByZone,
): void {
  const { spec, resource } = context;
  const { region } = spec;
  const keep = keeper(context);
  const id = `network-endpoint-${service.replace('.', '-')}`;
  const policy = interfacePolicy(service, spec.accountId);
  const endpoint = resource<IVPCEndpoint>(
    id,
    keep({
      apiVersion,
      kind: 'VPCEndpoint',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          vpcEndpointType: 'Interface',
          serviceName: format`com.amazonaws.${region}.${service}`,
          privateDnsEnabled: true,
          ...(policy ? { policy } : {}),
          tags: namedTags(spec.tags, format`${spec.networkName}-${service}`),
        },
      },
    }),
  );
  const vpcEndpointIdRef = { name: endpoint.metadata.name };
  for (const [key, name] of privateSubnets) {
    resource<IVPCEndpointSubnetAssociation>(
      `${id}-${key}`,
      keep({
        apiVersion,
        kind: 'VPCEndpointSubnetAssociation',
        spec: { forProvider: { region, vpcEndpointIdRef, subnetIdRef: { name } } },
      }),
    );
  }
  resource<IVPCEndpointSecurityGroupAssociation>(
    `${id}-access`,
    keep({
      apiVersion,
      kind: 'VPCEndpointSecurityGroupAssociation',
      spec: {
        forProvider: {
          region,
          vpcEndpointIdRef,
          securityGroupIdRef: { name: group.metadata.name },
          // AWS puts a new endpoint into the VPC's default group, which here admits nobody.
          replaceDefaultAssociation: true,
        },
      },
    }),
  );
}
