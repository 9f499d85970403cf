// The route tables: public subnets lead to the internet gateway, private ones to a NAT gateway.
import type {
  IInternetGateway,
  INATGateway,
  IRoute,
  IRouteTable,
  IRouteTableAssociation,
  IVPC,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { ComposedTemplate } from '../../engine/cloud-api.ts';
import { format } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { keeper, type NetworkContext, type ZoneKey } from './context.ts';
import type { SubnetPair } from './subnets.ts';

const apiVersion = 'ec2.aws.m.upbound.io/v1beta1';
const everywhere = '0.0.0.0/0';

/** Adds the internet gateway and the route table of the public subnets. */
export function composePublicRoutes(
  context: NetworkContext,
  vpc: Symbolic<IVPC>,
  subnets: ReadonlyMap<ZoneKey, SubnetPair>,
): Symbolic<IInternetGateway> {
  const { spec, resource } = context;
  const { region, tags, networkName } = spec;
  const keep = keeper(context);
  const gateway = resource<IInternetGateway>(
    'network-internet-gateway',
    keep({
      apiVersion,
      kind: 'InternetGateway',
      spec: {
        forProvider: {
          region,
          vpcIdRef: { name: vpc.metadata.name },
          tags: namedTags(tags, networkName),
        },
      },
    }),
  );
  const table = composeTable(context, 'public', vpc);
  resource<IRoute>(
    'network-public-internet',
    keep(route(region, table.metadata.name, { gatewayIdRef: { name: gateway.metadata.name } })),
  );
  for (const [key, { public: subnet }] of subnets) {
    composeAssociation(context, `public-${key}`, table, subnet.metadata.name);
  }
  return gateway;
}

/**
 * Adds the route table of one private subnet. Each zone has its own even when all lead to one NAT gateway, so that a
 * network gets more gateways by a change of routes.
 */
export function composePrivateRoutes(
  context: NetworkContext,
  key: ZoneKey,
  vpc: Symbolic<IVPC>,
  subnets: SubnetPair,
  nat: Symbolic<INATGateway>,
): Symbolic<IRouteTable> {
  const table = composeTable(context, `private-${key}`, vpc);
  context.resource<IRoute>(
    `network-private-${key}-nat`,
    keeper(context)(
      route(context.spec.region, table.metadata.name, { natGatewayIdRef: { name: nat.metadata.name } }),
    ),
  );
  composeAssociation(context, `private-${key}`, table, subnets.private.metadata.name);
  return table;
}

function composeTable(context: NetworkContext, name: string, vpc: Symbolic<IVPC>): Symbolic<IRouteTable> {
  const { spec, resource } = context;
  return resource<IRouteTable>(
    `network-${name}-routes`,
    keeper(context)({
      apiVersion,
      kind: 'RouteTable',
      spec: {
        forProvider: {
          region: spec.region,
          vpcIdRef: { name: vpc.metadata.name },
          tags: namedTags(spec.tags, format`${spec.networkName}-${name}`),
        },
      },
    }),
  );
}

function composeAssociation(
  context: NetworkContext,
  name: string,
  table: Symbolic<IRouteTable>,
  subnet: Ref<string>,
): void {
  context.resource<IRouteTableAssociation>(
    `network-${name}-association`,
    keeper(context)({
      apiVersion,
      kind: 'RouteTableAssociation',
      spec: {
        forProvider: {
          region: context.spec.region,
          routeTableIdRef: { name: table.metadata.name },
          subnetIdRef: { name: subnet },
        },
      },
    }),
  );
}

function route(
  region: Ref<string>,
  table: Ref<string>,
  target: { gatewayIdRef: { name: Ref<string> } } | { natGatewayIdRef: { name: Ref<string> } },
): ComposedTemplate<IRoute> {
  return {
    apiVersion,
    kind: 'Route',
    spec: {
      forProvider: {
        region,
        routeTableIdRef: { name: table },
        destinationCidrBlock: everywhere,
        ...target,
      },
    },
  };
}
