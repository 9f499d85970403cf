// Spec and status of a Network.
import { type Static, Type } from 'typebox';
import { encryptionKeyAlias, immutable, object, region } from '../../engine/spec.ts';
import { logRetentionDays } from '../../shared/log-group.ts';
import { ownershipTags } from '../../shared/named-tags.ts';
import { providerConfigKind } from '../../shared/provider-config.ts';
import { accountId, permissionsBoundary } from '../../shared/spec-fields.ts';

/** Compositions: how many zones, and one NAT gateway for all of them or one in each. */
export const networkVariants = [
  'two-zones-one-nat',
  'two-zones-nat-per-zone',
  'three-zones-one-nat',
  'three-zones-nat-per-zone',
] as const;

/** Name of a composition. */
export type NetworkVariant = (typeof networkVariants)[number];

const cidr = (description: string) =>
  Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,3}){3}/(1[6-9]|2[0-8])$', maxLength: 18, description });

const zone = (description: string, options?: { addable: true }) =>
  immutable(
    object(
      {
        zone: Type.String({
          pattern: '^[a-z]{2}(-[a-z]+)+-\\d[a-z]$',
          maxLength: 24,
          description: 'Availability zone, for example eu-west-1a.',
        }),
        publicCidr: cidr('Addresses of the public subnet: load balancers and NAT gateways.'),
        privateCidr: cidr('Addresses of the private subnet: nodes, pods and everything that stores data.'),
      },
      { description },
    ),
    'a subnet keeps its zone and its addresses',
    options,
  );

export const spec = object(
  {
    accountId,
    region,
    networkName: immutable(
      Type.String({
        pattern: '^[a-z][a-z0-9-]{0,38}[a-z0-9]$',
        maxLength: 40,
        description: 'Name of the network: in the names of its role and its log group, and in tags.',
      }),
      'the log group is known by it',
    ),
    clusterName: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$',
      maxLength: 63,
      description: 'EKS cluster whose Karpenter finds the private subnets by the tag karpenter.sh/discovery.',
    }),
    vpcCidr: immutable(cidr('Addresses of the VPC, from /16 to /28.'), 'a VPC keeps its addresses'),
    zones: object(
      {
        first: zone('First zone. With one NAT gateway, it is here.'),
        second: zone('Second zone.'),
        third: Type.Optional(zone('Third zone, for the compositions that have three.', { addable: true })),
      },
      { description: 'Zones, each with a public and a private subnet.' },
    ),
    flowLogRetentionDays: logRetentionDays,
    logsKeyAlias: encryptionKeyAlias,
    permissionsBoundary,
    deletionProtection: Type.Boolean({
      description: 'Keep the whole network in AWS when this object is deleted.',
    }),
    providerConfigKind,
    tags: ownershipTags,
  },
  { description: 'A VPC with its subnets, its ways out and its endpoints.' },
);

const subnetId = (which: string) => Type.String({ description: `Id of the ${which} subnet.` });

const natAddress = (zone: string) =>
  Type.String({ description: `Public address of the NAT gateway in the ${zone} zone, for allow lists.` });

export const status = object(
  {
    vpcId: Type.String({ description: 'Id of the VPC.' }),
    firstPublicSubnetId: subnetId('first public'),
    secondPublicSubnetId: subnetId('second public'),
    thirdPublicSubnetId: Type.Optional(subnetId('third public')),
    firstPrivateSubnetId: subnetId('first private'),
    secondPrivateSubnetId: subnetId('second private'),
    thirdPrivateSubnetId: Type.Optional(subnetId('third private')),
    firstNatAddress: natAddress('first'),
    secondNatAddress: Type.Optional(natAddress('second')),
    thirdNatAddress: Type.Optional(natAddress('third')),
    endpointsSecurityGroupId: Type.String({ description: 'Security group of the interface endpoints.' }),
    attachedVpcId: Type.String({
      description: 'VPC that the internet gateway is attached to. The NAT gateways wait for it.',
    }),
    logsKeyArn: Type.String({ description: 'Key of the log group.' }),
  },
  { description: 'Facts of the network once AWS has made it.' },
);

/** Spec of a Network. */
export type NetworkSpec = Static<typeof spec>;

/** Status of a Network. */
export type NetworkStatus = Static<typeof status>;
