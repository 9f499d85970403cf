// IP addresses and networks as numbers.
import { isIPv4, isIPv6 } from 'node:net';

/** An IP address. */
export interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** The address, or undefined where the text is none. Addresses with a zone, and IPv4 within IPv6, are none. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text))
    return { version: 4, value: text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined;
  const [head = '', tail] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const front = groups(head);
  const back = groups(tail ?? '');
  const middle = Array.from({ length: tail === undefined ? 0 : 8 - front.length - back.length }, () => '0');
  const value = [...front, ...middle, ...back].reduce(
    (sum, group) => sum * 65536n + BigInt(`0x${group}`),
    0n,
  );
  return { version: 6, value };
}

/** The one way to write an address. */
export function addressText({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = [7, 6, 5, 4, 3, 2, 1, 0].map((index) =>
    ((value >> BigInt(index * 16)) & 65535n).toString(16),
  );
  const zeros = [...groups.join(':').matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)].map(([match]) => match);
  const longest = zeros.reduce((best, match) => (match.length > best.length ? match : best), '');
  const text = groups.join(':');
  if (!longest) return text;
  const place = text.search(new RegExp(`(?:^|(?<=:))${longest}(?=:|$)`));
  const before = text.slice(0, place).replace(/:$/, '');
  const after = text.slice(place + longest.length).replace(/^:/, '');
  return `${before}::${after}`;
}

/** True when an address lies in the network of the first `bits` bits of another one. */
export function sameNetwork(a: Address, b: Address, bits: number): boolean {
  return a.version === b.version && masked(a, bits).value === masked(b, bits).value;
}

/** The address with all bits behind the first `bits` ones cleared. */
export function masked({ version, value }: Address, bits: number): Address {
  const rest = BigInt((version === 4 ? 32 : 128) - bits);
  return { version, value: (value >> rest) << rest };
}
