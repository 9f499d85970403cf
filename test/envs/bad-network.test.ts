// Networks that AWS would refuse, or that belong to somebody else.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'octet above 255',
    changes: { 'network.privateSubnets[0].cidr': '10.400.0.0/19' },
    message: [
      'error envs/prod.ts: network.privateSubnets[0].cidr [environment/wrong-form]',
      '  "10.400.0.0/19" is no IPv4 network.',
      '  why: AWS refuses anything else, or reads it as another network than the one that was meant.',
      '  fix: Use four numbers from 0 to 255 without leading zeros, and a prefix from 0 to 32, such as 10.20.0.0/16.',
    ],
  },
  {
    name: 'prefix above 32',
    changes: { 'ingress.inboundCidrs[0]': '198.51.100.0/33' },
    message: [
      'error envs/prod.ts: ingress.inboundCidrs[0] [environment/wrong-form]',
      '  "198.51.100.0/33" is no IPv4 network.',
      '  why: AWS refuses anything else, or reads it as another network than the one that was meant.',
      '  fix: Use four numbers from 0 to 255 without leading zeros, and a prefix from 0 to 32, such as 10.20.0.0/16.',
    ],
  },
  {
    name: 'leading zero',
    changes: { 'cluster.serviceCidr': '172.020.0.0/16' },
    message: [
      'error envs/prod.ts: cluster.serviceCidr [environment/wrong-form]',
      '  "172.020.0.0/16" is no IPv4 network.',
      '  why: AWS refuses anything else, or reads it as another network than the one that was meant.',
      '  fix: Use four numbers from 0 to 255 without leading zeros, and a prefix from 0 to 32, such as 10.20.0.0/16.',
    ],
  },
  {
    name: 'host bits',
    changes: { 'network.vpcCidr': '10.40.1.0/16' },
    message: [
      'error envs/prod.ts: network.vpcCidr [environment/wrong-form]',
      '  "10.40.1.0/16" has host bits set.',
      '  why: AWS refuses anything else, or reads it as another network than the one that was meant.',
      '  fix: Use the network address: "10.40.0.0/16".',
    ],
  },
  {
    name: 'no CIDR at all',
    changes: { 'ingress.inboundCidrs[1]': 'office' },
    message: [
      'error envs/prod.ts: ingress.inboundCidrs[1] [environment/wrong-form]',
      '  "office" is no IPv4 network.',
      '  why: AWS refuses anything else, or reads it as another network than the one that was meant.',
      '  fix: Use four numbers from 0 to 255 without leading zeros, and a prefix from 0 to 32, such as 10.20.0.0/16.',
    ],
  },
  {
    name: 'subnet outside the VPC',
    changes: { 'network.privateSubnets[1].cidr': '10.41.32.0/19' },
    message: [
      'error envs/prod.ts: network.privateSubnets[1].cidr [environment/subnet-outside-vpc]',
      '  "10.41.32.0/19" is not inside the VPC’s 10.40.0.0/16.',
      '  why: A subnet of another network is a subnet of another VPC: the database would be out of reach for the pods.',
      '  fix: Use a range within 10.40.0.0/16, or correct network.vpcCidr.',
    ],
  },
  {
    name: 'overlapping subnets',
    changes: { 'network.privateSubnets[1].cidr': '10.40.0.0/20' },
    message: [
      'error envs/prod.ts: network.privateSubnets[1].cidr [environment/subnet-overlap]',
      '  "10.40.0.0/20" overlaps with "10.40.0.0/19" of network.privateSubnets[0].',
      '  why: AWS has no overlapping subnets in a VPC, so at least one of the two is mistyped.',
      '  fix: Give each subnet the range that it has in AWS.',
    ],
  },
  {
    name: 'VPC that is too large',
    changes: { 'network.vpcCidr': '10.32.0.0/12' },
    message: [
      'error envs/prod.ts: network.vpcCidr [environment/cidr-size]',
      '  "10.32.0.0/12" is a /12.',
      '  why: AWS has no VPC and no subnet of this size, so the CIDR can’t be that of the real one.',
      '  fix: Use a network from /16 to /28.',
    ],
  },
  {
    name: 'subnet that is too small',
    changes: { 'network.publicSubnets[0].cidr': '10.40.192.0/29' },
    message: [
      'error envs/prod.ts: network.publicSubnets[0].cidr [environment/cidr-size]',
      '  "10.40.192.0/29" is a /29.',
      '  why: AWS has no VPC and no subnet of this size, so the CIDR can’t be that of the real one.',
      '  fix: Use a network from /16 to /28.',
    ],
  },
  {
    name: 'one subnet private and public',
    changes: { 'network.publicSubnets[2].id': 'subnet-c50edd54ecd6040e3' },
    message: [
      'error envs/prod.ts: network.publicSubnets[2].id [environment/subnet-listed-twice]',
      '  "subnet-c50edd54ecd6040e3" is already network.privateSubnets[2].',
      '  why: A subnet with a route from the internet must hold nothing but the load balancer, and one subnet is one zone.',
      '  fix: List each subnet once: under privateSubnets or under publicSubnets.',
    ],
  },
  {
    name: 'subnets in one zone',
    changes: {
      'network.privateSubnets[1].zone': 'eu-central-1a',
      'network.privateSubnets[2].zone': 'eu-central-1a',
    },
    message: [
      'error envs/prod.ts: network.privateSubnets [environment/subnet-zones]',
      '  All subnets are in eu-central-1a.',
      '  why: RDS, ElastiCache and the load balancer refuse a group of subnets in one zone; failover needs a second one.',
      '  fix: List subnets of two or three zones.',
    ],
  },
  {
    name: 'a single subnet',
    changes: {
      'network.privateSubnets': [
        {
          id: 'subnet-0123456789abcdef0',
          zone: 'eu-central-1a',
          cidr: '10.40.0.0/19',
        },
      ],
    },
    message: [
      'error envs/prod.ts: network.privateSubnets [environment/wrong-count]',
      '  The list has 1 item.',
      '  why: RDS, ElastiCache and the load balancer need two zones; the compositions place three at most.',
      '  fix: Use a list of 2 to 3 items.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad network: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
