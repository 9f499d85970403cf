// Quantities mean what the API server reads.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseQuantity, unit } from '../../../scripts/check/kit/quantity.ts';

const good: [unknown, bigint][] = [
  ['0', 0n],
  ['500m', unit / 2n],
  ['2', 2n * unit],
  [2, 2n * unit],
  [0.5, unit / 2n],
  ['1.5Gi', 1_610_612_736n * unit],
  ['1e3', 1000n * unit],
  ['1E3', 1000n * unit],
  ['1E', 10n ** 18n * unit],
  ['.5', unit / 2n],
  ['5.', 5n * unit],
  ['+1k', 1000n * unit],
  ['-1', -unit],
  ['1n', 1n],
  ['0.1n', 1n],
  ['1000Ei', (2n ** 63n - 1n) * unit],
];

for (const [text, amount] of good) {
  test(`${text} is ${amount} billionths`, () => assert.is(parseQuantity(text), amount));
}

for (const text of [
  '',
  '.',
  'm',
  '1 Gi',
  '1gb',
  '1GB',
  '1Kb',
  '1K',
  '0x10',
  '1..5',
  '1e',
  'Infinity',
  null,
  true,
  {},
]) {
  test(`${JSON.stringify(text)} is no quantity`, () => {
    // "1e" has neither an exponent nor a suffix.
    assert.is(parseQuantity(text), undefined);
  });
}

test('an endless exponent costs no time', () => {
  assert.is(parseQuantity(`1e${'9'.repeat(100)}`), (2n ** 63n - 1n) * unit);
});

test.run();
