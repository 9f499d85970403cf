// Earlier verdicts of the rig: taken over for the same inputs, and for nothing else.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashOfData } from '../conformance/keys.ts';
import { hashOfFiles, moduleFiles } from '../conformance/lib/inputs.ts';
import { newReport, type Report } from '../conformance/lib/report.ts';
import { stepLog } from '../conformance/lib/steps.ts';
import { openVerdicts } from '../conformance/lib/verdicts.ts';

const test = suite('verdicts');
let home = '';
test.before.each(() => {
  home = mkdtempSync(join(tmpdir(), 'verdicts-test-'));
});
test.after.each(() => rmSync(home, { recursive: true, force: true }));

const lines: string[] = [];
const log = stepLog((line) => lines.push(line));
const good = async (own: Report) => {
  own.passed(3);
  own.tally({ what: 'manifests accepted', good: 3, all: 3 });
};

test('takes over what has passed, and says so', async () => {
  const first = newReport();
  assert.not(openVerdicts(home, false).recall('key', first, log));
  await openVerdicts(home, false).judge('key', first, good);
  const second = newReport();
  assert.ok(openVerdicts(home, false).recall('key', second, log));
  assert.equal(second.results(), first.results());
  assert.equal(second.close({ skipsFail: true }), {
    lines: [
      '1 checks as before, for nothing they depend on has changed',
      'manifests accepted 3 of 3',
      'conformance: 3 passed, 0 failed, 0 skipped',
    ],
    success: true,
  });
  assert.equal(lines, ['has passed on the same inputs before (3 results)']);
});

test('judges again under another key, and always when told to', async () => {
  await openVerdicts(home, false).judge('key', newReport(), good);
  assert.not(openVerdicts(home, false).recall('other', newReport(), log));
  assert.not(openVerdicts(home, true).recall('key', newReport(), log));
});

test('remembers no failure, no skip and no check that tried nothing', async () => {
  const bad: ((own: Report) => Promise<void>)[] = [
    async (own) => {
      await good(own);
      own.failed({ where: 'a.yaml', why: 'it is wrong' });
    },
    async (own) => {
      await good(own);
      own.skipped('go', 'install Go');
    },
    async () => {},
  ];
  for (const check of bad) await openVerdicts(home, false).judge('key', newReport(), check);
  assert.equal(readdirSync(home), []);
});

test('adds what a check has found before it broke, and remembers nothing', async () => {
  const report = newReport();
  const breaks = async (own: Report) => {
    own.failed({ where: 'a.yaml', why: 'it is wrong' });
    throw new Error('no answer');
  };
  try {
    await openVerdicts(home, false).judge('key', report, breaks);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), 'no answer');
  }
  assert.is(report.failures.length, 1);
  assert.equal(readdirSync(home), []);
});

test('judges again when a verdict cannot be read', async () => {
  for (const text of ['{', '[]', '{"passed":3}']) {
    writeFileSync(join(home, 'key.json'), text);
    assert.not(openVerdicts(home, false).recall('key', newReport(), log), text);
  }
});

test('keys a module by all that it imports, and by nothing else', () => {
  const write = (name: string, text: string) => writeFileSync(join(home, name), text);
  mkdirSync(join(home, 'lib'));
  write('check.ts', "import { wait } from './lib/wait.ts';\nimport type { Tree } from './tree.ts';\n");
  write('lib/wait.ts', "export * from '../late.ts';\n");
  write(
    'late.ts',
    "new Worker(new URL('./thread.ts', import.meta.url));\nconst data = import('./data.json');\n",
  );
  for (const name of ['tree.ts', 'thread.ts', 'data.json', 'other.ts']) write(name, '');
  const files = moduleFiles([join(home, 'check.ts')]).map((file) => file.slice(home.length + 1));
  assert.equal(files, ['check.ts', 'data.json', 'late.ts', 'lib/wait.ts', 'thread.ts', 'tree.ts']);
});

test('hashes names and contents of files, without caches and packages', () => {
  const write = (name: string, text: string) => writeFileSync(join(home, name), text);
  mkdirSync(join(home, 'node_modules'));
  write('a', '1');
  write('b', '2');
  const before = hashOfFiles(home, ['.']);
  write('node_modules/c', '3');
  assert.is(hashOfFiles(home, ['.']), before);
  write('b', '1');
  const changed = hashOfFiles(home, ['.']);
  assert.is.not(changed, before);
  write('a', '');
  write('b', '11');
  assert.is.not(hashOfFiles(home, ['.']), changed);
});

test('counts what is read without being imported: Lua, Python, schemas', () => {
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  };
  const data = ['argocd/health/conditions.lua', 'charts/airflow/scripts/reap.py', 'test/dags/test_batch.py'];
  for (const name of data) {
    write(name, 'before');
    const before = hashOfData(home);
    write(name, 'after');
    assert.is.not(hashOfData(home), before, name);
  }
  const before = hashOfData(home);
  // A module counts where it is imported.
  write('charts/index.ts', 'export {};');
  assert.is(hashOfData(home), before);
});

test.run();
