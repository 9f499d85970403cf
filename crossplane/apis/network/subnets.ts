// The VPC, its subnets and the security group that AWS makes with it.
import type {
  IDefaultSecurityGroup,
  ISubnet,
  IVPC,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import { format } from '../../engine/combinators.ts';
import type { Symbolic } from '../../engine/ref.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { keeper, type NetworkContext, type ZoneFacts } from './context.ts';

const apiVersion = 'ec2.aws.m.upbound.io/v1beta1';

/** Adds the VPC. Its default security group loses every rule, so that nothing works by accident of belonging to it. */
export function composeVpc(context: NetworkContext): Symbolic<IVPC> {
  const { spec, resource } = context;
  const { region, tags, networkName } = spec;
  const keep = keeper(context);
  const vpc = resource<IVPC>(
    'network-vpc',
    keep({
      apiVersion,
      kind: 'VPC',
      spec: {
        forProvider: {
          region,
          cidrBlock: spec.vpcCidr,
          instanceTenancy: 'default',
          // Interface endpoints answer under the names of the services only with both (VPC: private DNS).
          enableDnsHostnames: true,
          enableDnsSupport: true,
          tags: namedTags(tags, networkName),
        },
      },
    }),
  );
  resource<IDefaultSecurityGroup>(
    'network-default-access',
    keep({
      apiVersion,
      kind: 'DefaultSecurityGroup',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          tags: namedTags(tags, format`${networkName}-default-unused`),
        },
      },
    }),
  );
  return vpc;
}

/** The two subnets of a zone. */
export interface SubnetPair {
  public: Symbolic<ISubnet>;
  private: Symbolic<ISubnet>;
}

/** Adds the subnets of one zone, tagged for the load balancer controller and, the private one, for Karpenter. */
export function composeSubnets(context: NetworkContext, zone: ZoneFacts, vpc: Symbolic<IVPC>): SubnetPair {
  const { spec } = context;
  return {
    public: composeSubnet(context, zone, vpc, 'public', { 'kubernetes.io/role/elb': '1' }),
    private: composeSubnet(context, zone, vpc, 'private', {
      'kubernetes.io/role/internal-elb': '1',
      'karpenter.sh/discovery': spec.clusterName,
    }),
  };
}

function composeSubnet(
  context: NetworkContext,
  { key, zone, publicCidr, privateCidr }: ZoneFacts,
  vpc: Symbolic<IVPC>,
  reach: 'public' | 'private',
  discovery: Parameters<typeof namedTags>[2],
): Symbolic<ISubnet> {
  const { spec, resource } = context;
  return resource<ISubnet>(
    `network-${reach}-${key}`,
    keeper(context)({
      apiVersion,
      kind: 'Subnet',
      spec: {
        forProvider: {
          region: spec.region,
          vpcIdRef: { name: vpc.metadata.name },
          availabilityZone: zone,
          cidrBlock: reach === 'public' ? publicCidr : privateCidr,
          // Load balancers and NAT gateways bring their addresses; nothing else may have one, even in a public subnet.
          mapPublicIpOnLaunch: false,
          tags: namedTags(spec.tags, format`${spec.networkName}-${reach}-${key}`, discovery),
        },
      },
    }),
  );
}
