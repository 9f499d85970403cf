// Networks and clusters that the hub could not make, and facts that can't be those of them.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, removed, sourcesWith } from './kit/change.ts';

const oneZoneLayout = { zone: 'eu-west-1a', privateCidr: '10.20.0.0/19', publicCidr: '10.20.192.0/24' };

/** What is changed in envs/dev.ts, whose network and cluster are provisioned, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'no source',
    changes: { 'network.source': removed },
    message: [
      'error envs/dev.ts: network.source [environment/missing-field]',
      '  The field is missing.',
      '  why: It decides which other fields there are.',
      '  fix: Accepted: "existing", "provisioned".',
    ],
  },
  {
    name: 'a source that there is not',
    changes: { 'cluster.source': 'provisoned' },
    message: [
      'error envs/dev.ts: cluster.source [environment/unknown-value]',
      '  "provisoned" is not an accepted value.',
      '  why: It decides which other fields there are.',
      '  fix: Did you mean "provisioned"? Accepted: "existing", "provisioned".',
    ],
  },
  {
    name: 'a field of an existing network',
    changes: { 'network.privateSubnets': [] },
    message: [
      'error envs/dev.ts: network.privateSubnets [environment/unknown-field]',
      '  There is no field "privateSubnets" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: It belongs to source "existing". Fields here: source, vpcCidr, zones, natGateways, flowLogRetentionDays, deletionProtection, facts.',
    ],
  },
  {
    name: 'facts of a cluster beside their section',
    changes: { 'cluster.oidcIssuer': 'oidc.eks.eu-west-1.amazonaws.com/id/1B74F256EE1A852F178F32688B2E3C9E' },
    message: [
      'error envs/dev.ts: cluster.oidcIssuer [environment/unknown-field]',
      '  There is no field "oidcIssuer" here.',
      '  why: Nothing reads it, so what it asks for would silently not happen.',
      '  fix: It belongs to source "existing". Fields here: source, name, kubernetesVersion, supportType, serviceCidr, apiClientCidr, adminRoleArn, readerRoleArn, systemNodes, logRetentionDays, deletionProtection, facts.',
    ],
  },
  {
    name: 'an issuer copied with its scheme',
    changes: {
      'cluster.facts.oidcIssuer':
        'https://oidc.eks.eu-west-1.amazonaws.com/id/1B74F256EE1A852F178F32688B2E3C9E',
    },
    message: [
      'error envs/dev.ts: cluster.facts.oidcIssuer [environment/wrong-form]',
      '  "https://oidc.eks.eu-west-1.amazonaws.com/id/1B74F256EE1A852… does not have the accepted form.',
      '  why: IAM trusts service accounts (IRSA) through this issuer.',
      '  fix: Use oidc.eks.REGION.amazonaws.com/id/ID.',
    ],
  },
  {
    name: 'a fact that was forgotten',
    changes: { 'network.facts.vpcId': removed },
    message: [
      'error envs/dev.ts: network.facts.vpcId [environment/missing-field]',
      '  The field is missing.',
      '  why: It has no default. Its meaning: VPC id.',
      '  fix: Add it: vpc- and 8 to 17 hexadecimal digits.',
    ],
  },
  {
    name: 'one zone',
    changes: { 'network.zones': [oneZoneLayout] },
    message: [
      'error envs/dev.ts: network.zones [environment/wrong-count]',
      '  The list has 1 item.',
      '  why: RDS, ElastiCache and the load balancer need two zones; the compositions place three at most.',
      '  fix: Use a list of 2 to 3 items.',
      'error envs/dev.ts: network.facts.privateSubnetIds [environment/facts-count]',
      '  The list has 2 ids for 1 zone.',
      '  why: Ids and zones belong together by their order; with one too few the last zone would stay empty.',
      '  fix: List one subnet for each item of network.zones, in the same order.',
      'error envs/dev.ts: network.facts.publicSubnetIds [environment/facts-count]',
      '  The list has 2 ids for 1 zone.',
      '  why: Ids and zones belong together by their order; with one too few the last zone would stay empty.',
      '  fix: List one subnet for each item of network.zones, in the same order.',
    ],
  },
  {
    name: 'a zone without its facts',
    changes: {
      'network.zones[2]': { zone: 'eu-west-1c', privateCidr: '10.20.64.0/19', publicCidr: '10.20.194.0/24' },
      'network.facts.publicSubnetIds[2]': 'subnet-0123456789abcdef0',
    },
    message: [
      'error envs/dev.ts: network.facts.privateSubnetIds [environment/facts-count]',
      '  The list has 2 ids for 3 zones.',
      '  why: Ids and zones belong together by their order; with one too few the last zone would stay empty.',
      '  fix: List one subnet for each item of network.zones, in the same order.',
    ],
  },
  {
    name: 'one zone twice',
    changes: { 'network.zones[1].zone': 'eu-west-1a' },
    message: [
      'error envs/dev.ts: network.zones[1].zone [environment/load-balancer-zones]',
      '  "eu-west-1a" already is network.zones[0].',
      '  why: A load balancer takes one subnet a zone, and sends nothing to pods in a zone in which it has none.',
      '  fix: List each zone once.',
    ],
  },
  {
    name: 'a zone of another region',
    changes: { 'network.zones[1].zone': 'eu-central-1b' },
    message: [
      'error envs/dev.ts: network.zones[1].zone [environment/zone-region]',
      '  "eu-central-1b" is no zone of eu-west-1.',
      '  why: A VPC lives in one region, so a subnet of another region is a subnet of another environment.',
      '  fix: Use a zone of eu-west-1, for example eu-west-1a.',
    ],
  },
  {
    name: 'a range outside the VPC',
    changes: { 'network.zones[0].publicCidr': '10.21.192.0/24' },
    message: [
      'error envs/dev.ts: network.zones[0].publicCidr [environment/subnet-outside-vpc]',
      '  "10.21.192.0/24" is not inside the VPC’s 10.20.0.0/16.',
      '  why: A subnet of another network is a subnet of another VPC: the database would be out of reach for the pods.',
      '  fix: Use a range within 10.20.0.0/16, or correct network.vpcCidr.',
    ],
  },
  {
    name: 'ranges that overlap',
    changes: { 'network.zones[1].publicCidr': '10.20.32.0/24' },
    message: [
      'error envs/dev.ts: network.zones[1].publicCidr [environment/subnet-overlap]',
      '  "10.20.32.0/24" overlaps with "10.20.32.0/19" of network.zones[1].privateCidr.',
      '  why: AWS has no overlapping subnets in a VPC, so at least one of the two is mistyped.',
      '  fix: Give each subnet a range of its own.',
    ],
  },
  {
    name: 'a range that is too small',
    changes: { 'network.zones[0].publicCidr': '10.20.192.0/29' },
    message: [
      'error envs/dev.ts: network.zones[0].publicCidr [environment/cidr-size]',
      '  "10.20.192.0/29" is a /29.',
      '  why: AWS has no VPC and no subnet of this size, so the CIDR can’t be that of the real one.',
      '  fix: Use a network from /16 to /28.',
    ],
  },
  {
    name: 'a subnet private and public',
    changes: { 'network.facts.publicSubnetIds[0]': 'subnet-56cbf80e475db5ff4' },
    message: [
      'error envs/dev.ts: network.facts.publicSubnetIds[0] [environment/subnet-listed-twice]',
      '  "subnet-56cbf80e475db5ff4" is already network.facts.privateSubnetIds[0].',
      '  why: A subnet with a route from the internet must hold nothing but the load balancer, and one subnet is one zone.',
      '  fix: List each subnet once: under privateSubnetIds or under publicSubnetIds.',
    ],
  },
  {
    name: 'NAT gateways of another number',
    changes: { 'network.natGateways': 'two' },
    message: [
      'error envs/dev.ts: network.natGateways [environment/unknown-value]',
      '  "two" is not an accepted value.',
      '  why: The network has a composition for each of these two.',
      '  fix: Accepted: "one", "one-per-zone".',
    ],
  },
  {
    name: 'an existing cluster in a network that is yet to be made',
    changes: {
      cluster: {
        source: 'existing',
        name: 'helical-dev',
        kubernetesVersion: '1.35',
        endpoint: 'https://1B74F256EE1A852F178F32688B2E3C9E.gr7.eu-west-1.eks.amazonaws.com',
        securityGroupId: 'sg-2b5addca6d835ffd5',
        oidcIssuer: 'oidc.eks.eu-west-1.amazonaws.com/id/1B74F256EE1A852F178F32688B2E3C9E',
      },
    },
    message: [
      'error envs/dev.ts: network.source [environment/cluster-before-network]',
      '  The network is provisioned and the cluster exists already.',
      '  why: EKS makes a cluster in subnets that are there, and never moves it to others.',
      '  fix: Use "existing" with the network that the cluster is in, or let the hub make both.',
    ],
  },
  {
    name: 'facts of the cluster and none of its network',
    changes: { 'network.facts': removed },
    message: [
      'error envs/dev.ts: network.facts [environment/cluster-before-network]',
      '  There are facts of the cluster and none of its network.',
      '  why: EKS makes a cluster in subnets that are there, and never moves it to others.',
      '  fix: Record those of the network first; docs/bootstrap.md says how to read them.',
    ],
  },
  {
    name: 'an endpoint of another region',
    changes: {
      'cluster.facts.endpoint': 'https://1B74F256EE1A852F178F32688B2E3C9E.gr7.eu-central-1.eks.amazonaws.com',
    },
    message: [
      'error envs/dev.ts: cluster.facts.endpoint [environment/cluster-region]',
      '  "https://1B74F256EE1A852F178F32688B2E3C9E.gr7.eu-central-1.eks.amazonaws.com" is in eu-central-1.',
      '  why: With the address of another cluster no node joins, and service accounts of that cluster get the roles of this one.',
      '  fix: Use the cluster’s own in eu-west-1 (aws eks describe-cluster), or correct account.region.',
    ],
  },
  {
    name: 'Services in the VPC',
    changes: { 'cluster.serviceCidr': '10.20.224.0/20' },
    message: [
      'error envs/dev.ts: cluster.serviceCidr [environment/service-cidr]',
      '  "10.20.224.0/20" overlaps with the VPC’s 10.20.0.0/16.',
      '  why: A Service in the VPC’s range hides a machine there; EKS refuses public networks and other sizes.',
      '  fix: Use a network outside the VPC, for example 172.20.0.0/16 or 10.100.0.0/16.',
    ],
  },
  {
    name: 'API clients from the internet',
    changes: { 'cluster.apiClientCidr': '0.0.0.0/0' },
    message: [
      'error envs/dev.ts: cluster.apiClientCidr [environment/api-client-network]',
      '  "0.0.0.0/0" is no private network.',
      '  why: The endpoint is private, so nobody can come from there; the rule would only look like an opening.',
      '  fix: Use a network within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.',
    ],
  },
  {
    name: 'administrators who are the readers',
    changes: { 'cluster.readerRoleArn': 'arn:aws:iam::111122223333:role/platform-admin' },
    message: [
      'error envs/dev.ts: cluster.readerRoleArn [environment/access-roles]',
      '  "arn:aws:iam::111122223333:role/platform-admin" is the adminRoleArn, too.',
      '  why: EKS takes one access entry for a role; who only wants to look should not be able to delete.',
      '  fix: Name two roles.',
    ],
  },
  {
    name: 'a user where a role is wanted',
    changes: { 'cluster.adminRoleArn': 'arn:aws:iam::111122223333:user/me' },
    message: [
      'error envs/dev.ts: cluster.adminRoleArn [environment/wrong-form]',
      '  "arn:aws:iam::111122223333:user/me" does not have the accepted form.',
      '  why: EKS admits roles and users by their ARN; with none, nobody would get into the cluster.',
      '  fix: Use the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME.',
    ],
  },
  {
    name: 'fewer nodes at most than at least',
    changes: { 'cluster.systemNodes.minSize': 5 },
    message: [
      'error envs/dev.ts: cluster.systemNodes.maxSize [environment/system-nodes]',
      '  At most 4 nodes are fewer than minSize, 5.',
      '  why: EKS refuses the node group, and without it no operator runs.',
      '  fix: Use 5 or more, or a smaller minSize.',
    ],
  },
  {
    name: 'an image of another Kubernetes version',
    changes: { 'cluster.kubernetesVersion': '1.34' },
    message: [
      'error envs/dev.ts: cluster.systemNodes.releaseVersion [environment/system-nodes]',
      '  "1.35.0-20260129" is no release for Kubernetes 1.34.',
      '  why: EKS refuses the node group, and without it no operator runs.',
      '  fix: Use a release that begins with 1.34., or leave the field out.',
    ],
  },
  {
    name: 'one node for the operators',
    changes: { 'cluster.systemNodes.minSize': 1 },
    message: [
      'error envs/dev.ts: cluster.systemNodes.minSize [environment/out-of-range]',
      '  1 is too small.',
      '  why: Operators run twice, on two nodes; more than 20 is Karpenter’s work.',
      '  fix: Use 2 to 20 nodes.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`bad input for the hub: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/dev.ts': changes })), message.join('\n'));
  });
}

test.run();
