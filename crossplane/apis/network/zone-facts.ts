// The status fields of a Network that differ by zone.
import type { INATGateway } from '@crossplane-models/provider-upjet-aws/ec2.aws.m.upbound.io/v1beta1';
import type { Symbolic } from '../../engine/ref.ts';
import type { ZoneKey } from './context.ts';
import type { SubnetPair } from './subnets.ts';

/** Ids of the subnets and addresses of the NAT gateways, for the zones that the composition has. */
export function zoneFacts(
  subnets: ReadonlyMap<ZoneKey, SubnetPair>,
  nats: ReadonlyMap<ZoneKey, Symbolic<INATGateway>>,
) {
  const first = inZone('first', subnets);
  const second = inZone('second', subnets);
  const third = subnets.get('third');
  const secondNat = nats.get('second');
  const thirdNat = nats.get('third');
  return {
    firstPublicSubnetId: first.public.status.atProvider.id,
    firstPrivateSubnetId: first.private.status.atProvider.id,
    firstNatAddress: inZone('first', nats).status.atProvider.publicIp,
    secondPublicSubnetId: second.public.status.atProvider.id,
    secondPrivateSubnetId: second.private.status.atProvider.id,
    ...(secondNat && { secondNatAddress: secondNat.status.atProvider.publicIp }),
    ...(third && {
      thirdPublicSubnetId: third.public.status.atProvider.id,
      thirdPrivateSubnetId: third.private.status.atProvider.id,
    }),
    ...(thirdNat && { thirdNatAddress: thirdNat.status.atProvider.publicIp }),
  };
}

function inZone<T>(key: ZoneKey, things: ReadonlyMap<ZoneKey, T>): T {
  const found = things.get(key);
  if (!found) throw new Error(`the composition has nothing in its ${key} zone`);
  return found;
}
