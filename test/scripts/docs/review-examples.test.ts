// The ten reviews of docs/review-examples/ are what "diff" says of these pull requests today.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { review } from '../../../scripts/docs/review-examples/build.ts';
import { reviewExamples } from '../../../scripts/docs/review-examples/index.ts';
import {
  examplePages,
  examplesFolder,
  pictureAdvice,
  pictureKey,
  picturesFile,
  renewAdvice,
  withoutLines,
} from '../../../scripts/docs/review-examples/pages.ts';

const root = new URL('../../../', import.meta.url);
const reviews = await review(reviewExamples);

/** A whole number from the header of a PNG: https://www.w3.org/TR/png-3/#11IHDR */
const pngSize = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];

for (const { path, content } of examplePages(reviews)) {
  test(`${path} is up to date`, () => {
    const file = new URL(path, root);
    const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // A line that moved down is no reason to renew all comments.
    assert.fixture(withoutLines(known), withoutLines(content), renewAdvice);
  });
}

test('every folder belongs to an example', () => {
  const folders = readdirSync(new URL(examplesFolder, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.equal(folders.sort(), reviewExamples.map(({ name }) => name).sort(), renewAdvice);
});

test('every picture shows the page as it is', () => {
  const keys: unknown = JSON.parse(readFileSync(new URL(picturesFile, root), 'utf8'));
  assert.equal(
    keys,
    Object.fromEntries(reviews.map((one) => [one.example.name, pictureKey(one)])),
    pictureAdvice,
  );
  for (const { example } of reviews) {
    const picture = readFileSync(new URL(`${examplesFolder}/${example.name}/page.png`, root));
    const [width = 0, height = 0] = pngSize(picture);
    assert.is(width, 1100, example.name);
    assert.ok(height > 300 && picture.length > 10_000 && picture.length < 400_000, example.name);
  }
});

test('a comment fits into GitHub, and names no commit or folder of the machine', () => {
  for (const { comment, example } of reviews) {
    assert.ok(Buffer.byteLength(comment) < 65_536, example.name);
    assert.not.match(comment, /\/tmp\/|\b[0-9a-f]{40}\b/, example.name);
  }
});

test.run();
