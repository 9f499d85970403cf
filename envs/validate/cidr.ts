// Arithmetic with IPv4 networks.

/** An IPv4 network as the numbers of its first and last address, both included. */
export interface Cidr {
  first: number;
  last: number;
  /** Number of fixed bits, 0 to 32. */
  prefix: number;
}

/** What a text says: an address and a prefix. The address may lie anywhere in the network. */
interface AddressWithPrefix {
  address: number;
  prefix: number;
}

/** The network that `text` names, or undefined when it names none, for example because of host bits. */
export function parseCidr(text: string): Cidr | undefined {
  const network = enclosingNetwork(text);
  return network && formatCidr(network) === text ? network : undefined;
}

/** The network around an address with a prefix: 10.20.0.7/16 lies in 10.20.0.0/16. Undefined when `text` is no such thing. */
export function enclosingNetwork(text: string): Cidr | undefined {
  const parsed = parseAddress(text);
  if (!parsed) return undefined;
  const { address, prefix } = parsed;
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { first, last: first + size - 1, prefix };
}

/** The network as text, for example `10.20.0.0/16`. */
export function formatCidr({ first, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** True when the two networks share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** True when every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

function parseAddress(text: string): AddressWithPrefix | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [, ...parts] = match;
  // A leading zero means octal to some readers and decimal to others.
  if (parts.some((part) => part.length > 1 && part.startsWith('0'))) return undefined;
  const numbers = parts.map(Number);
  const prefix = numbers.pop() ?? 0;
  if (prefix > 32 || numbers.some((octet) => octet > 255)) return undefined;
  return { address: numbers.reduce((address, octet) => address * 256 + octet, 0), prefix };
}
