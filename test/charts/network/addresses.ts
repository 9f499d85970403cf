// IPv4 addresses and networks, as far as the tests of NetworkPolicies need them.

const toNumber = (address: string): number =>
  address.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);

const toText = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

/** Whether a network, such as `10.0.0.0/16`, holds an address. */
export function contains(cidr: string, address: string): boolean {
  const [network = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

/** The address that is `offset` after the first of a network. */
export function addressIn(cidr: string, offset: number): string {
  return toText(toNumber(cidr.split('/')[0] ?? '') + offset);
}
