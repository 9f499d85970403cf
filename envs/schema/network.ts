// The network and the EKS cluster that an environment runs in, as facts of what exists.
import { Type } from 'typebox';
import { arn, cidr, label } from './common.ts';
import { oneOf, section, text, withDefault } from './field.ts';

const subnet = section(
  {
    id: text('^subnet-[0-9a-f]{8,17}$', {
      description: 'Subnet id.',
      accepted: 'subnet- and 8 to 17 hexadecimal digits',
      why: 'The database, the cache and the load balancer are placed by subnet id.',
    }),
    zone: text('^[a-z]{2}-[a-z]+-\\d[a-z]$', {
      description: 'Availability zone of the subnet.',
      accepted: 'a zone name such as eu-west-1a',
      why: 'Multi-AZ failover needs subnets in at least two zones.',
    }),
    cidr: cidr('Address range of the subnet.'),
  },
  { description: 'One existing subnet.', tsName: 'Subnet' },
);

const subnets = (description: string) =>
  Type.Array(subnet, {
    minItems: 2,
    maxItems: 3,
    description,
    why: 'RDS, ElastiCache and the load balancer need two zones; the compositions place three at most.',
  });

export const networkSection = section(
  {
    vpcId: text('^vpc-[0-9a-f]{8,17}$', {
      description: 'VPC id.',
      accepted: 'vpc- and 8 to 17 hexadecimal digits',
      why: 'Security groups belong to one VPC.',
    }),
    vpcCidr: cidr('Address range of the VPC.'),
    privateSubnets: subnets(
      'Subnets of nodes, pods, database, cache and file system. No route from the internet.',
    ),
    publicSubnets: subnets('Subnets of the load balancer, and of nothing else.'),
  },
  { description: 'Network that the environment uses.', tsName: 'Network' },
);

/** Kubernetes minor versions in EKS standard support that the pinned Kubernetes models know. */
export const kubernetesVersions = ['1.33', '1.34', '1.35'] as const;

export const clusterSection = section(
  {
    name: label('EKS cluster name. Also the value of the tag karpenter.sh/discovery.', { maxLength: 63 }),
    kubernetesVersion: oneOf(kubernetesVersions, {
      description: 'Kubernetes minor version of the cluster.',
      why: 'Served API versions and instance images depend on it.',
    }),
    endpoint: text('^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$', {
      description: 'Private endpoint of the Kubernetes API server.',
      accepted: 'an https URL without port and path',
      why: 'Nodes in private subnets join by this address.',
    }),
    securityGroupId: text('^sg-[0-9a-f]{8,17}$', {
      description: 'Cluster security group. EKS puts it on every node and so on every pod.',
      accepted: 'sg- and 8 to 17 hexadecimal digits',
      why: 'The database and the cache admit this group and nothing else.',
    }),
    oidcIssuer: text('^oidc\\.eks\\.[a-z0-9-]+\\.amazonaws\\.com/id/[A-Z0-9]{16,40}$', {
      description: 'OpenID Connect issuer of the cluster, without https://.',
      accepted: 'oidc.eks.REGION.amazonaws.com/id/ID',
      why: 'IAM trusts service accounts (IRSA) through this issuer.',
    }),
    serviceCidr: withDefault(cidr('Addresses of Kubernetes Services.'), {
      default: '172.20.0.0/16',
      source: 'EKS: used when the VPC does not overlap with 172.20.0.0/16',
    }),
  },
  { description: 'EKS cluster that the environment runs on.', tsName: 'Cluster' },
);

export const ingressSection = section(
  {
    hostName: text('^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z]{2,}$', {
      description: 'Host name of the Airflow web interface and API.',
      accepted: 'a full DNS name in lower case',
      why: 'The load balancer routes by host name and serves the certificate for it.',
    }),
    certificateArn: arn('acm', 'ACM certificate for the host name, in the same account and region.'),
    inboundCidrs: Type.Array(cidr('Network that may connect.'), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: 'Networks that may reach the load balancer on 443.',
      why: 'An empty list would open the load balancer to everybody; a security group has 60 rules by default.',
    }),
    openToInternetReason: Type.Optional(
      Type.String({
        minLength: 20,
        maxLength: 500,
        description: 'Why inboundCidrs may contain 0.0.0.0/0. Required then, refused otherwise.',
        why: 'A weaker choice is written down with its reason, so that a reviewer can judge it.',
      }),
    ),
  },
  { description: 'The only public way in.', tsName: 'Ingress' },
);
