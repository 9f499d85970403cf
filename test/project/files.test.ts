// Every file says what it is for, every test file runs its tests, and every folder of a list is in the list.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { environments } from '../../envs/index.ts';
import { projectRoot, sourceFiles } from './source-files.ts';

test('every file opens with a sentence on what it is for', () => {
  const silent = sourceFiles
    .filter(({ text }) => !/^\/\/ \S+ \S/.test(text) || !/[.:]/.test(openingComment(text)))
    .map(({ path }) => path);
  assert.equal(silent, []);
});

function openingComment(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('//'));
  return `${lines.slice(0, end).join('\n')}\n`;
}

test('every test file runs its tests', () => {
  const idle = sourceFiles
    .filter(({ path }) => path.endsWith('.test.ts'))
    .filter(({ text }) => !/^\w+\.run\(\);$/m.test(text))
    .map(({ path }) => path);
  assert.equal(idle, []);
});

test('no type is escaped from', () => {
  const escapes =
    /@ts-(ignore|nocheck|expect-error)|\bas any\b|:\s*any\b|<any>|\bas unknown as\b|\bas never\b/;
  const found = sourceFiles
    .filter(({ path }) => path !== 'test/project/files.test.ts')
    .flatMap(({ path, text }) => {
      const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
      const match = escapes.exec(code);
      return match ? [`${path}: ${match[0]}`] : [];
    });
  assert.equal(found, []);
});

test('nothing is left for later', () => {
  const found = sourceFiles
    .filter(({ path }) => path !== 'test/project/files.test.ts')
    .filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text))
    .map(({ path }) => path);
  assert.equal(found, []);
});

/** Folders whose members a list must name: the folder, its list, and those that are no members. */
const lists: [folder: string, list: string, others: readonly string[]][] = [
  ['charts', 'charts/index.ts', ['kit']],
  ['crossplane/apis', 'crossplane/index.ts', []],
];

for (const [folder, list, others] of lists) {
  test(`every folder of ${folder} is in ${list}`, () => {
    const text = readFileSync(join(projectRoot, list), 'utf8');
    const unlisted = readdirSync(join(projectRoot, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
      .map(({ name }) => name)
      .filter((name) => !text.includes(`/${name}/index.ts'`));
    assert.equal(unlisted, []);
  });
}

test('every environment file is in the list, under the name of its environment', () => {
  const listed = environments.map(({ file }) => file).sort();
  const files = readdirSync(join(projectRoot, 'envs'))
    .filter((name) => /: EnvironmentInput\b/.test(readIfFile(join(projectRoot, 'envs', name))))
    .map((name) => `envs/${name}`)
    .sort();
  assert.equal(files, listed);
  for (const { file, value } of environments) {
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
    assert.is(file, `envs/${name}.ts`);
  }
});

function readIfFile(path: string): string {
  return path.endsWith('.ts') ? readFileSync(path, 'utf8') : '';
}

test.run();
