// Addresses of another region or account, and doors that stand open.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'zone of another region',
    changes: {
      'network.privateSubnets[0].zone': 'us-east-1a',
      'network.publicSubnets[0].zone': 'us-east-1a',
    },
    message: [
      'error envs/prod.ts: network.privateSubnets[0].zone [environment/zone-region]',
      '  "us-east-1a" is no zone of eu-central-1.',
      '  why: A VPC lives in one region, so a subnet of another region is a subnet of another environment.',
      '  fix: Use a zone of eu-central-1, for example eu-central-1a.',
      'error envs/prod.ts: network.publicSubnets[0].zone [environment/zone-region]',
      '  "us-east-1a" is no zone of eu-central-1.',
      '  why: A VPC lives in one region, so a subnet of another region is a subnet of another environment.',
      '  fix: Use a zone of eu-central-1, for example eu-central-1a.',
    ],
  },
  {
    name: 'two public subnets in one zone',
    changes: {
      'network.privateSubnets[2].zone': 'eu-central-1b',
      'network.publicSubnets[2].zone': 'eu-central-1b',
    },
    message: [
      'error envs/prod.ts: network.publicSubnets[2].zone [environment/load-balancer-zones]',
      '  "eu-central-1b" already has network.publicSubnets[1].',
      '  why: A load balancer takes one subnet a zone, and sends nothing to pods in a zone in which it has none.',
      '  fix: List one public subnet for each zone.',
    ],
  },
  {
    name: 'zone without a public subnet',
    changes: {
      'network.publicSubnets': [
        {
          id: 'subnet-0123456789abcdef0',
          zone: 'eu-central-1a',
          cidr: '10.40.192.0/24',
        },
        {
          id: 'subnet-0123456789abcdef1',
          zone: 'eu-central-1b',
          cidr: '10.40.193.0/24',
        },
      ],
    },
    message: [
      'error envs/prod.ts: network.privateSubnets[2].zone [environment/load-balancer-zones]',
      '  "eu-central-1c" has no public subnet.',
      '  why: A load balancer takes one subnet a zone, and sends nothing to pods in a zone in which it has none.',
      '  fix: Add a public subnet of eu-central-1c, or use private subnets of eu-central-1a and eu-central-1b only.',
    ],
  },
  {
    name: 'Services inside the VPC',
    changes: { 'cluster.serviceCidr': '10.40.224.0/20' },
    message: [
      'error envs/prod.ts: cluster.serviceCidr [environment/service-cidr]',
      '  "10.40.224.0/20" overlaps with the VPC’s 10.40.0.0/16.',
      '  why: A Service in the VPC’s range hides a machine there; EKS refuses public networks and other sizes.',
      '  fix: Use the service network that the EKS cluster has, for example 172.20.0.0/16 or 10.100.0.0/16.',
    ],
  },
  {
    name: 'public Services',
    changes: { 'cluster.serviceCidr': '203.0.0.0/16' },
    message: [
      'error envs/prod.ts: cluster.serviceCidr [environment/service-cidr]',
      '  "203.0.0.0/16" is no private network.',
      '  why: A Service in the VPC’s range hides a machine there; EKS refuses public networks and other sizes.',
      '  fix: Use a network within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.',
    ],
  },
  {
    name: 'too few Services',
    changes: { 'cluster.serviceCidr': '172.20.0.0/28' },
    message: [
      'error envs/prod.ts: cluster.serviceCidr [environment/service-cidr]',
      '  "172.20.0.0/28" is a /28.',
      '  why: A Service in the VPC’s range hides a machine there; EKS refuses public networks and other sizes.',
      '  fix: Use a network from /12 to /24.',
    ],
  },
  {
    name: 'endpoint of another region',
    changes: {
      'cluster.endpoint': 'https://EB1C99CB1DB8B7103D3D6C2204883A25.gr7.eu-west-1.eks.amazonaws.com',
    },
    message: [
      'error envs/prod.ts: cluster.endpoint [environment/cluster-region]',
      '  "https://EB1C99CB1DB8B7103D3D6C2204883A25.gr7.eu-west-1.eks.amazonaws.com" is in eu-west-1.',
      '  why: With the address of another cluster no node joins, and service accounts of that cluster get the roles of this one.',
      '  fix: Use the cluster’s own in eu-central-1 (aws eks describe-cluster), or correct account.region.',
    ],
  },
  {
    name: 'OIDC issuer of another region',
    changes: {
      'cluster.oidcIssuer': 'oidc.eks.us-east-1.amazonaws.com/id/EB1C99CB1DB8B7103D3D6C2204883A25',
    },
    message: [
      'error envs/prod.ts: cluster.oidcIssuer [environment/cluster-region]',
      '  "oidc.eks.us-east-1.amazonaws.com/id/EB1C99CB1DB8B7103D3D6C2204883A25" is in us-east-1.',
      '  why: With the address of another cluster no node joins, and service accounts of that cluster get the roles of this one.',
      '  fix: Use the cluster’s own in eu-central-1 (aws eks describe-cluster), or correct account.region.',
    ],
  },
  {
    name: 'certificate of another region',
    changes: {
      'ingress.certificateArn':
        'arn:aws:acm:us-east-1:777788889999:certificate/09ac0f08-e2cb-41ec-a794-fe78af9f338e',
    },
    message: [
      'error envs/prod.ts: ingress.certificateArn [environment/certificate-owner]',
      '  The certificate is in region "us-east-1".',
      '  why: A load balancer can only use a certificate of its own account and region; the listener would not be made.',
      '  fix: Use a certificate in eu-central-1.',
    ],
  },
  {
    name: 'certificate of another account',
    changes: {
      'ingress.certificateArn':
        'arn:aws:acm:eu-central-1:111122223333:certificate/09ac0f08-e2cb-41ec-a794-fe78af9f338e',
    },
    message: [
      'error envs/prod.ts: ingress.certificateArn [environment/certificate-owner]',
      '  The certificate belongs to account "111122223333".',
      '  why: A load balancer can only use a certificate of its own account and region; the listener would not be made.',
      '  fix: Use a certificate of account 777788889999.',
    ],
  },
  {
    name: 'open to the internet without a reason',
    changes: { 'ingress.inboundCidrs[0]': '0.0.0.0/0' },
    message: [
      'error envs/prod.ts: ingress.inboundCidrs[0] [environment/open-to-internet]',
      '  "0.0.0.0/0" opens the load balancer to the internet without a reason.',
      '  why: Airflow starts programs with the rights of the platform, so who may reach it is a decision with a name.',
      '  fix: List the networks that need it, or say in ingress.openToInternetReason why everybody may connect.',
    ],
  },
  {
    name: 'half of the internet',
    changes: { 'ingress.inboundCidrs[0]': '128.0.0.0/1' },
    message: [
      'error envs/prod.ts: ingress.inboundCidrs[0] [environment/open-to-internet]',
      '  "128.0.0.0/1" opens the load balancer to the internet without a reason.',
      '  why: Airflow starts programs with the rights of the platform, so who may reach it is a decision with a name.',
      '  fix: List the networks that need it, or say in ingress.openToInternetReason why everybody may connect.',
    ],
  },
  {
    name: 'reason without being open',
    changes: {
      'ingress.openToInternetReason': 'Partners without fixed addresses use the API.',
    },
    message: [
      'error envs/prod.ts: ingress.openToInternetReason [environment/open-to-internet]',
      '  There is a reason for opening to the internet, and inboundCidrs does not open.',
      '  why: Airflow starts programs with the rights of the platform, so who may reach it is a decision with a name.',
      '  fix: Remove the reason, or the next reader takes the load balancer for open.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad place: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
