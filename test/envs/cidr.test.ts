// Arithmetic with IPv4 networks, against its own definition bit by bit.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { contains, enclosingNetwork, formatCidr, overlap, parseCidr } from '../../envs/validate/cidr.ts';

const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const addressWithPrefix = fc
  .tuple(address, fc.nat(32))
  .map(([octets, prefix]) => `${octets.join('.')}/${prefix}`);
const network = addressWithPrefix.map((text) => {
  const found = enclosingNetwork(text);
  if (!found) throw new Error(`${text} should have a network`);
  return found;
});

/** The 32 bits of the first address as text: another way to compute than the one under test. */
function bits(text: string): string {
  return (text.split('/')[0] ?? '')
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

test('10.40.0.0/16 reaches from 10.40.0.0 to 10.40.255.255', () => {
  assert.equal(parseCidr('10.40.0.0/16'), { first: 170_393_600, last: 170_459_135, prefix: 16 });
});

test('0.0.0.0/0 is every address, and /32 is one', () => {
  assert.equal(parseCidr('0.0.0.0/0'), { first: 0, last: 2 ** 32 - 1, prefix: 0 });
  assert.equal(parseCidr('255.255.255.255/32'), { first: 2 ** 32 - 1, last: 2 ** 32 - 1, prefix: 32 });
});

const notNetworks = [
  '',
  '10.40.0.0',
  '10.40.0.0/',
  '10.40.0/16',
  '10.40.0.0/33',
  '256.0.0.0/8',
  '10.40.1.0/16',
  '010.0.0.0/8',
  '10.0.0.0/08',
  ' 10.0.0.0/8',
  '10.0.0.0/8\n',
  '10.0.0.0/-1',
  '1e1.0.0.0/8',
  '::/0',
  '10.0.0.0/8/8',
  '０.0.0.0/0',
];

for (const text of notNetworks) {
  test(`${JSON.stringify(text)} is no network`, () => {
    assert.is(parseCidr(text), undefined);
  });
}

test('the network around an address has the same leading bits and no host bits', () => {
  fc.assert(
    fc.property(addressWithPrefix, (text) => {
      const found = enclosingNetwork(text);
      assert.ok(found);
      const { prefix } = found;
      assert.is(bits(formatCidr(found)), bits(text).slice(0, prefix).padEnd(32, '0'));
    }),
  );
});

test('a network written as text is read as the same network', () => {
  fc.assert(fc.property(network, (value) => assert.equal(parseCidr(formatCidr(value)), value)));
});

test('an address with host bits is no network', () => {
  fc.assert(
    fc.property(addressWithPrefix, (text) => {
      const hostBits = bits(text).slice(Number(text.split('/')[1]));
      assert.is(parseCidr(text) === undefined, hostBits.includes('1'));
    }),
  );
});

test('networks overlap exactly when one contains the other', () => {
  fc.assert(
    fc.property(network, network, (a, b) => {
      assert.is(overlap(a, b), contains(a, b) || contains(b, a));
      assert.is(overlap(a, b), overlap(b, a));
    }),
  );
});

test('a network contains another exactly when it is a prefix of its bits', () => {
  fc.assert(
    fc.property(network, network, (outer, inner) => {
      const isPrefix =
        inner.prefix >= outer.prefix &&
        bits(formatCidr(inner)).startsWith(bits(formatCidr(outer)).slice(0, outer.prefix));
      assert.is(contains(outer, inner), isPrefix);
    }),
  );
});

test('the halves of a network lie in it and apart from each other', () => {
  fc.assert(
    fc.property(
      network.filter(({ prefix }) => prefix < 32),
      (whole) => {
        const prefix = whole.prefix + 1;
        const size = 2 ** (32 - prefix);
        const lower = { first: whole.first, last: whole.first + size - 1, prefix };
        const upper = { first: whole.first + size, last: whole.last, prefix };
        assert.ok(contains(whole, lower) && contains(whole, upper) && !overlap(lower, upper));
        assert.equal([parseCidr(formatCidr(lower)), parseCidr(formatCidr(upper))], [lower, upper]);
      },
    ),
  );
});

test.run();
