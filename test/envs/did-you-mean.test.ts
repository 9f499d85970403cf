// Edit distance and the guess that is made from it.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { didYouMean, nearest } from '../../envs/validate/did-you-mean.ts';
import { editDistance } from '../../envs/validate/edit-distance.ts';

const distances: [a: string, b: string, distance: number][] = [
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['storageGB', 'storageGiB', 1],
  ['reigon', 'region', 1],
  ['ca', 'abc', 3],
  ['valkey', 'redis', 6],
];

for (const [a, b, distance] of distances) {
  test(`"${a}" and "${b}" are ${distance} apart`, () => assert.is(editDistance(a, b), distance));
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

test('only equal words are 0 apart', () => {
  fc.assert(fc.property(word, word, (a, b) => assert.is(editDistance(a, b) === 0, a === b)));
});

test('the distance is the same in both directions', () => {
  fc.assert(fc.property(word, word, (a, b) => assert.is(editDistance(a, b), editDistance(b, a))));
});

test('the distance is at least the difference in length and at most the longer length', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      assert.ok(distance >= Math.abs(a.length - b.length) && distance <= Math.max(a.length, b.length));
    }),
  );
});

test('a common beginning and end change nothing', () => {
  fc.assert(
    fc.property(word, word, (a, b) =>
      assert.is(editDistance(`x${a}y`, `x${b}y`) <= editDistance(a, b), true),
    ),
  );
});

test('one keystroke is a distance of one or none', () => {
  fc.assert(
    fc.property(word, fc.nat(8), fc.constantFrom('a', 'd'), (text, place, letter) => {
      const at = Math.min(place, text.length);
      const before = text.slice(0, at);
      assert.is(editDistance(text, before + letter + text.slice(at)), 1);
      assert.ok(editDistance(text, before + letter + text.slice(at + 1)) <= 1);
      assert.ok(editDistance(text, before + text.slice(at + 1)) <= 1);
      const swapped = before + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
      assert.ok(editDistance(text, swapped) <= 1);
    }),
  );
});

test('the guess is the nearest candidate, whatever the case', () => {
  assert.is(nearest('STORAGEGB', ['multiAz', 'storageGiB', 'maxStorageGiB']), 'storageGiB');
  assert.is(nearest('eu-west1', ['eu-west-2', 'eu-west-1']), 'eu-west-1');
});

test('a candidate is its own best guess', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) =>
      assert.is(nearest(words[0] ?? '', words), words[0]),
    ),
  );
});

test('there is no guess when nothing is near, or the word is longer than any typing mistake', () => {
  assert.is(nearest('colour', ['prune', 'repository']), undefined);
  assert.is(nearest('a'.repeat(1000), ['a'.repeat(999)]), undefined);
  assert.is(nearest('x', []), undefined);
});

test('only a text is guessed at', () => {
  assert.is(didYouMean('60', [60, 90]), 'Did you mean 60? ');
  assert.is(didYouMean(30, [60, 90]), '');
  assert.is(didYouMean({ toString: 5 }, ['a']), '');
});

test.run();
