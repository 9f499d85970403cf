// Functions on IP addresses: ip, isIP and what kind of address one is.
import type { Environment } from '@marcbachmann/cel-js';
import { type Address, addressText, parseAddress, sameNetwork } from './address.ts';

/** An IP address as a value of CEL. */
export class Ip {
  readonly address: Address;
  constructor(address: Address) {
    this.address = address;
  }
}

/** The address. @throws Error when the text is none */
export function ipOf(text: string): Ip {
  const address = parseAddress(text);
  if (!address) throw new Error(`IP Address ${JSON.stringify(text)} parse error`);
  return new Ip(address);
}

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library */
export function registerIps(environment: Environment): void {
  class IpNamespace {}
  const within =
    (...networks: string[]) =>
    ({ address }: Ip) =>
      networks.some((network) => {
        const [base = '', bits] = network.split('/');
        const start = parseAddress(base);
        return start !== undefined && sameNetwork(address, start, Number(bits));
      });
  const unspecified = within('0.0.0.0/32', '::/128');
  const loopback = within('127.0.0.0/8', '::1/128');
  const linkLocalMulticast = within('224.0.0.0/24', 'ff02::/16');
  const linkLocalUnicast = within('169.254.0.0/16', 'fe80::/10');
  const multicast = within('224.0.0.0/4', 'ff00::/8', '255.255.255.255/32');
  environment
    .registerType('net.IP', Ip)
    .registerType('IpNamespace', IpNamespace)
    .registerConstant('ip', 'IpNamespace', new IpNamespace())
    .registerFunction('ip(string): net.IP', ipOf)
    .registerFunction('isIP(string): bool', (text: string) => parseAddress(text) !== undefined)
    .registerFunction(
      'IpNamespace.isCanonical(string): bool',
      (_: unknown, text: string) => addressText(ipOf(text).address) === text,
    )
    .registerFunction('string(net.IP): string', ({ address }: Ip) => addressText(address))
    .registerFunction('net.IP.family(): int', ({ address }: Ip) => BigInt(address.version))
    .registerFunction('net.IP.isUnspecified(): bool', unspecified)
    .registerFunction('net.IP.isLoopback(): bool', loopback)
    .registerFunction('net.IP.isLinkLocalMulticast(): bool', linkLocalMulticast)
    .registerFunction('net.IP.isLinkLocalUnicast(): bool', linkLocalUnicast)
    .registerFunction(
      'net.IP.isGlobalUnicast(): bool',
      (one: Ip) => ![unspecified, loopback, linkLocalUnicast, multicast].some((is) => is(one)),
    )
    .registerOperator(
      'net.IP == net.IP',
      (a: Ip, b: Ip) => addressText(a.address) === addressText(b.address),
    );
}
