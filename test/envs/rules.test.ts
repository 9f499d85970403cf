// The list of rules is complete, and every rule has been seen speaking.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { rules } from '../../envs/rules/index.ts';

const folder = new URL('../../envs/rules/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'index.ts');

test('every file beside the index is imported by it', () => {
  const index = readFileSync(new URL('index.ts', folder), 'utf8');
  const imported = [...index.matchAll(/from '\.\/([a-z-]+\.ts)'/g)].map((match) => match[1]);
  assert.equal(imported.sort(), files.sort());
});

test('every rule that is imported is in the list', () => {
  const index = readFileSync(new URL('index.ts', folder), 'utf8');
  const names = [...index.matchAll(/^import \{ (\w+) \}/gm)].map((match) => match[1]);
  const listed = [...index.matchAll(/^ {2}(?:\.\.\.)?(\w+),$/gm)].map((match) => match[1]);
  assert.equal(listed.sort(), names.sort());
});

test('a rule has the id of its file, but for those that share a file', () => {
  const ids = new Set(rules.map(({ id }) => id));
  assert.equal([...ids].sort(), files.map((file) => `environment/${file.replace('.ts', '')}`).sort());
});

test('every rule has a case in the tables of bad input', () => {
  const tests = new URL('./', import.meta.url);
  const tables = readdirSync(tests)
    .filter((file) => /^(bad-|environments-)/.test(file))
    .map((file) => readFileSync(new URL(file, tests), 'utf8'))
    .join('\n');
  const unseen = rules.filter(({ id }) => !tables.includes(`[${id}]`));
  assert.equal(
    unseen.map(({ id }) => id),
    [],
  );
});

test.run();
