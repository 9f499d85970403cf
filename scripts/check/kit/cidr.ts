// Networks of both IP families, read as leniently as the API server reads the fields of old kinds.
import { BlockList, isIP } from 'node:net';

/** A network: an address and the number of fixed bits. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** The network that a text such as `10.0.0.0/8` names; host bits and leading zeros are allowed. */
export function parseNetwork(text: string): Network | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const address = (match[1] ?? '').replace(/(^|\.)0+(?=\d)/g, '$1');
  const prefix = Number(match[2]);
  const version = isIP(address);
  if (version === 0 || address.includes('%') || prefix > (version === 4 ? 32 : 128)) return undefined;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** True when `inner` lies in `outer` and is smaller. */
export function isStrictlyInside(inner: Network, outer: Network): boolean {
  if (inner.family !== outer.family || inner.prefix <= outer.prefix) return false;
  const block = new BlockList();
  block.addSubnet(outer.address, outer.prefix, outer.family);
  return block.check(inner.address, inner.family);
}
