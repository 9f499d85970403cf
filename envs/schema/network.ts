// The network that an environment runs in: one that exists, or one that the hub makes.
import { type Static, Type } from 'typebox';
import { cidr, logRetentionDays } from './common.ts';
import { oneOf, section, text, typed, withDefault } from './field.ts';

const subnetId = (description: string) =>
  text('^subnet-[0-9a-f]{8,17}$', {
    description,
    accepted: 'subnet- and 8 to 17 hexadecimal digits',
    why: 'The database, the cache and the load balancer are placed by subnet id.',
  });

const vpcId = text('^vpc-[0-9a-f]{8,17}$', {
  description: 'VPC id.',
  accepted: 'vpc- and 8 to 17 hexadecimal digits',
  why: 'Security groups belong to one VPC.',
});

const zone = (description: string) =>
  text('^[a-z]{2}-[a-z]+-\\d[a-z]$', {
    description,
    accepted: 'a zone name such as eu-west-1a',
    why: 'Multi-AZ failover needs subnets in at least two zones.',
  });

const threeZones =
  'RDS, ElastiCache and the load balancer need two zones; the compositions place three at most.';

const subnet = section(
  {
    id: subnetId('Subnet id.'),
    zone: zone('Availability zone of the subnet.'),
    cidr: cidr('Address range of the subnet.'),
  },
  { description: 'One existing subnet.', tsName: 'Subnet' },
);

const subnets = (description: string) =>
  Type.Array(subnet, { minItems: 2, maxItems: 3, description, why: threeZones });

const existingNetwork = section(
  {
    source: Type.Literal('existing', { description: 'The network is there already.' }),
    vpcId,
    vpcCidr: cidr('Address range of the VPC.'),
    privateSubnets: subnets(
      'Subnets of nodes, pods, database, cache and file system. No route from the internet.',
    ),
    publicSubnets: subnets('Subnets of the load balancer, and of nothing else.'),
  },
  { description: 'A network that exists.', tsName: 'ExistingNetwork' },
);

const zoneLayout = section(
  {
    zone: zone('Availability zone.'),
    privateCidr: cidr('Addresses of the private subnet: nodes, pods, database, cache and file system.'),
    publicCidr: cidr('Addresses of the public subnet: load balancer and NAT gateway.'),
  },
  { description: 'One zone with its two subnets.', tsName: 'ZoneLayout' },
);

const subnetIds = (description: string) =>
  Type.Array(subnetId('Subnet id.'), { minItems: 2, maxItems: 3, description, why: threeZones });

const networkFacts = section(
  {
    vpcId,
    privateSubnetIds: subnetIds('Private subnets, in the order of zones.'),
    publicSubnetIds: subnetIds('Public subnets, in the order of zones.'),
  },
  {
    description: 'What AWS decided when the hub made the network. docs/bootstrap.md says how to read it.',
    tsName: 'NetworkFacts',
  },
);

const provisionedNetwork = section(
  {
    source: Type.Literal('provisioned', { description: 'The hub makes the network.' }),
    vpcCidr: cidr('Address range of the VPC.'),
    zones: Type.Array(zoneLayout, {
      minItems: 2,
      maxItems: 3,
      description: 'Zones of the network. AWS changes neither a zone nor a range of a subnet.',
      why: threeZones,
    }),
    natGateways: oneOf(['one', 'one-per-zone'], {
      description:
        'one: a zone that fails takes the way out of the others with it. one-per-zone: each zone pays for its own.',
      why: 'The network has a composition for each of these two.',
    }),
    flowLogRetentionDays: logRetentionDays('How long flow logs stay in CloudWatch.'),
    deletionProtection: withDefault(
      Type.Boolean({ description: 'The network stays in AWS when its manifest leaves git.' }),
      { default: true, source: 'decision: everything of the environment is in it' },
    ),
    facts: Type.Optional(networkFacts),
  },
  { description: 'A network that the hub makes.', tsName: 'ProvisionedNetwork' },
);

export const networkSection = typed<Static<typeof existingNetwork> | Static<typeof provisionedNetwork>>({
  type: 'object',
  discriminator: { propertyName: 'source' },
  oneOf: [existingNetwork, provisionedNetwork],
  description: 'Network that the environment uses: one that exists, or one that the hub makes.',
  why: 'It decides which other fields there are.',
});
