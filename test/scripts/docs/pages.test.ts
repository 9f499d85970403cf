// Generated pages must be what the source says.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pages } from '../../../scripts/docs/pages.ts';

for (const { path, content } of pages()) {
  test(`${path} is current`, () => {
    const committed = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    assert.ok(committed === content, `${path} is stale: run "npm run docs" and commit it`);
  });
}

test.run();
