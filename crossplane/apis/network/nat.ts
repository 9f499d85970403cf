// NAT gateways with fixed addresses: the only way from the private subnets to the internet.
import type {
  IEIP,
  INATGateway,
  IVPC,
} from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import { format } from '../../engine/combinators.ts';
import type { Ref, Symbolic } from '../../engine/ref.ts';
import { namedTags } from '../../shared/named-tags.ts';
import { waitsFor } from '../../shared/waits-for.ts';
import { keeper, type NamesByZone, type NetworkContext, type ZoneKey } from './context.ts';
import { composePrivateRoutes } from './routes.ts';
import type { SubnetPair } from './subnets.ts';

const apiVersion = 'ec2.aws.m.upbound.io/v1beta1';

/** What leads out of the private subnets, by zone. */
export interface WaysOut {
  /** NAT gateways; with one for all zones, it is in the first. */
  nats: ReadonlyMap<ZoneKey, Symbolic<INATGateway>>;
  /** Names of the private route tables. */
  routeTables: NamesByZone;
}

/** Adds one NAT gateway, or one for each zone, and a route table for each private subnet. */
export function composeWaysOut(
  context: NetworkContext,
  vpc: Symbolic<IVPC>,
  subnets: ReadonlyMap<ZoneKey, SubnetPair>,
): WaysOut {
  const natPerZone = context.variant.endsWith('nat-per-zone');
  const nats = new Map<ZoneKey, Symbolic<INATGateway>>();
  const routeTables = new Map<ZoneKey, Ref<string>>();
  let nat: Symbolic<INATGateway> | undefined;
  for (const [key, pair] of subnets) {
    if (nat === undefined || natPerZone) {
      nat = composeNat(context, key, pair);
      nats.set(key, nat);
    }
    routeTables.set(key, composePrivateRoutes(context, key, vpc, pair, nat).metadata.name);
  }
  return { nats, routeTables };
}

function composeNat(context: NetworkContext, key: ZoneKey, subnets: SubnetPair): Symbolic<INATGateway> {
  const { spec, status, resource } = context;
  const { region, tags } = spec;
  const keep = keeper(context);
  const name = format`${spec.networkName}-nat-${key}`;
  const address = resource<IEIP>(
    `network-nat-address-${key}`,
    keep({
      apiVersion,
      kind: 'EIP',
      spec: { forProvider: { region, domain: 'vpc', tags: namedTags(tags, name) } },
    }),
  );
  return resource<INATGateway>(
    `network-nat-${key}`,
    keep({
      apiVersion,
      kind: 'NATGateway',
      // Without an attached internet gateway, AWS makes a NAT gateway that is "failed" for ever instead of refusing it.
      metadata: { annotations: waitsFor(status.attachedVpcId) },
      spec: {
        forProvider: {
          region,
          connectivityType: 'public',
          allocationIdRef: { name: address.metadata.name },
          subnetIdRef: { name: subnets.public.metadata.name },
          tags: namedTags(tags, name),
        },
      },
    }),
  );
}
