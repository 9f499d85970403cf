// The rig's cache: complete or absent, whatever interrupted an earlier run.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cached, cacheRoot } from '../conformance/lib/cache.ts';

const test = suite('cache');
const before = process.env.XDG_CACHE_HOME;
let home = '';

test.before.each(() => {
  home = mkdtempSync(join(tmpdir(), 'cache-test-'));
  process.env.XDG_CACHE_HOME = home;
});

test.after.each(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(home, { recursive: true, force: true });
});

const write = (text: string) => async (folder: string) => writeFileSync(join(folder, 'program'), text);
const programIn = (folder: string) => readFileSync(join(folder, 'program'), 'utf8');

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('fills once for each key', async () => {
  const key = '0123456789abcdef';
  assert.is(programIn(await cached('tool', key, write('first'))), 'first');
  assert.is(programIn(await cached('tool', key, write('second'))), 'first');
  assert.is(programIn(await cached('tool', 'fedcba9876543210', write('second'))), 'second');
});

test('keeps nothing of a fill that fails, and fills again the next time', async () => {
  const failing = async (folder: string) => {
    writeFileSync(join(folder, 'program'), 'half');
    throw new Error('the download was cut off');
  };
  try {
    await cached('tool', '0123456789abcdef', failing);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), 'the download was cut off');
  }
  assert.equal(readdirSync(cacheRoot()), []);
  assert.is(programIn(await cached('tool', '0123456789abcdef', write('whole'))), 'whole');
});

test('drops the half-built folder of a run that was killed', async () => {
  const half = join(cacheRoot(), `tool.partial.${deadProcess()}`);
  mkdirSync(half);
  writeFileSync(join(half, 'left-over'), '');
  const folder = await cached('tool', '0123456789abcdef', write('whole'));
  assert.not(existsSync(half));
  assert.equal(readdirSync(folder), ['program']);
});

test('takes over the lock of a run that was killed', async () => {
  const lock = join(cacheRoot(), 'tool.lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner'), String(deadProcess()));
  assert.is(programIn(await cached('tool', '0123456789abcdef', write('mine'))), 'mine');
  assert.not(existsSync(lock));
});

test('takes over a lock that nobody has signed for a while', async () => {
  const lock = join(cacheRoot(), 'tool.lock');
  mkdirSync(lock);
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(lock, minuteAgo, minuteAgo);
  assert.is(programIn(await cached('tool', '0123456789abcdef', write('mine'))), 'mine');
});

test('lets two runs at once wait for each other', async () => {
  const module = join(import.meta.dirname, '..', 'conformance', 'lib', 'cache.ts');
  const script = `
    import { appendFileSync } from 'node:fs';
    import { join } from 'node:path';
    const { cached } = await import(${JSON.stringify(module)});
    await cached('tool', '0123456789abcdef', async (folder) => {
      appendFileSync(${JSON.stringify(join(home, 'fills'))}, 'x');
      await new Promise((resolve) => setTimeout(resolve, 300));
    });`;
  const run = () =>
    new Promise<number | null>((resolve) => {
      spawn(process.execPath, ['--input-type=module', '-e', script]).once('close', resolve);
    });
  assert.equal(await Promise.all([run(), run(), run()]), [0, 0, 0]);
  assert.is(readFileSync(join(home, 'fills'), 'utf8'), 'x');
});

test('forgets all but three versions', async () => {
  for (const digit of ['a', 'b', 'c', 'd']) {
    const folder = await cached('tool', digit.repeat(16), write(digit));
    const age = 'abcd'.indexOf(digit) - 10;
    utimesSync(folder, Date.now() / 1000 + age, Date.now() / 1000 + age);
  }
  assert.equal(
    readdirSync(cacheRoot()),
    ['b', 'c', 'd'].map((digit) => `tool-${digit.repeat(16)}`),
  );
});

test.run();
