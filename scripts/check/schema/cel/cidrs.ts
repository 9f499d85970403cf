// Functions on networks: cidr, isCIDR, and what lies in a network.
import type { Environment } from '@marcbachmann/cel-js';
import { type Address, addressText, masked, parseAddress, sameNetwork } from './address.ts';
import { Ip, ipOf } from './ips.ts';

/** A network as a value of CEL. */
class Cidr {
  readonly address: Address;
  readonly bits: number;
  constructor(address: Address, bits: number) {
    this.address = address;
    this.bits = bits;
  }
}

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cidr-library */
export function registerCidrs(environment: Environment): void {
  const textOf = ({ address, bits }: Cidr) => `${addressText(address)}/${bits}`;
  const containsIp = ({ address, bits }: Cidr, ip: Ip) => sameNetwork(address, ip.address, bits);
  const containsCidr = (outer: Cidr, inner: Cidr) =>
    inner.bits >= outer.bits && sameNetwork(outer.address, inner.address, outer.bits);
  environment
    .registerType('net.CIDR', Cidr)
    .registerFunction('cidr(string): net.CIDR', cidrOf)
    .registerFunction('isCIDR(string): bool', (text: string) => parse(text) !== undefined)
    .registerFunction('string(net.CIDR): string', textOf)
    .registerFunction('net.CIDR.containsIP(net.IP): bool', containsIp)
    .registerFunction('net.CIDR.containsIP(string): bool', (cidr: Cidr, ip: string) =>
      containsIp(cidr, ipOf(ip)),
    )
    .registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', containsCidr)
    .registerFunction('net.CIDR.containsCIDR(string): bool', (outer: Cidr, inner: string) =>
      containsCidr(outer, cidrOf(inner)),
    )
    .registerFunction('net.CIDR.ip(): net.IP', ({ address }: Cidr) => new Ip(address))
    .registerFunction('net.CIDR.prefixLength(): int', ({ bits }: Cidr) => BigInt(bits))
    .registerFunction(
      'net.CIDR.masked(): net.CIDR',
      ({ address, bits }: Cidr) => new Cidr(masked(address, bits), bits),
    )
    .registerOperator('net.CIDR == net.CIDR', (a: Cidr, b: Cidr) => textOf(a) === textOf(b));
}

function cidrOf(text: string): Cidr {
  const cidr = parse(text);
  if (!cidr)
    throw new Error(`network address parse error during conversion from string: ${JSON.stringify(text)}`);
  return cidr;
}

function parse(text: string): Cidr | undefined {
  const [base = '', bits = '', ...rest] = text.split('/');
  const address = parseAddress(base);
  if (!address || rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(bits)) return undefined;
  return Number(bits) <= (address.version === 4 ? 32 : 128) ? new Cidr(address, Number(bits)) : undefined;
}
