// "generate" on disks that are full or read-only, and next to other runs.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Sandbox } from '../fixture/sandbox.ts';

const test = suite('disk');

const small = { environments: { one: 8 }, version: 1 };
const isRoot = process.getuid?.() === 0;
/** On Linux: the user and group "nobody", who may write nowhere; root could write in read-only folders. */
const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};

function mount(...args: string[]): boolean {
  try {
    execFileSync('mount', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A folder on a disk of its own; nothing where this process may not mount one. */
function diskOf(kib: number): string | undefined {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'disk-')));
  if (isRoot && mount('-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder)) return folder;
  rmdirSync(folder);
  return undefined;
}

/** Only root may mount a disk; for everybody else, the tests of transactions break one in every other way. */
function testOnDisk(name: string, kib: number, run: (sandbox: Sandbox) => Promise<void>): void {
  const folder = diskOf(kib);
  if (!folder) {
    test.skip(name);
    return;
  }
  test(name, async () => {
    try {
      await run(new Sandbox(folder));
    } finally {
      unmount(folder);
    }
  });
}

function unmount(folder: string): void {
  execFileSync('umount', [folder]);
  rmdirSync(folder);
}

testOnDisk('a full disk leaves the old tree, and the next run with space succeeds', 512, async (sandbox) => {
  await sandbox.input(small).generate();
  const before = sandbox.snapshot();
  sandbox.input({ environments: { one: 400 }, version: 2 });
  const { code, stderr } = sandbox.run('generate');
  assert.is(code, 3);
  assert.match(stderr, 'No space is left on the file system. The old tree is untouched.');
  assert.match(stderr, 'fix: Free some space, then run the command again.');
  assert.equal(sandbox.snapshot(), before);
  assert.not.ok(readdirSync(sandbox.root).includes('.generated.pending'));
  sandbox.input({ environments: { one: 20 }, version: 2 });
  assert.is(sandbox.run('generate').code, 0);
});

testOnDisk('a read-only disk can be checked and is not written', 2048, async (sandbox) => {
  await sandbox.input(small).generate();
  assert.ok(mount('-o', 'remount,ro', sandbox.root));
  assert.is(sandbox.run('generate --check').code, 0);
  assert.ok(mount('-o', 'remount,rw', sandbox.root));
  sandbox.input({ environments: { one: 9 }, version: 1 });
  assert.ok(mount('-o', 'remount,ro', sandbox.root));
  assert.is(sandbox.run('generate --check').code, 1);
  const { code, stderr } = sandbox.run('generate');
  assert.is(code, 3);
  assert.match(stderr, 'The file system is read-only. Nothing was written.');
});

test('who may not write gets to know where, and may still check', async () => {
  const sandbox = await new Sandbox().input(small).generate();
  for (const path of ['', 'envs', 'generated']) chmodSync(join(sandbox.root, path), 0o555);
  const before = sandbox.snapshot();
  assert.is(sandbox.run('generate --check', nobody).code, 0);
  const { code, stderr } = sandbox.run('generate', nobody);
  assert.is(code, 3);
  assert.match(
    stderr,
    `error ${sandbox.tree} could not be written: You may not write there. Nothing was written.`,
  );
  assert.match(stderr, 'fix: Change the permissions, or write elsewhere with --out.');
  assert.equal(sandbox.snapshot(), before);
  for (const path of ['', 'envs', 'generated']) chmodSync(join(sandbox.root, path), 0o755);
  sandbox.remove();
});

test('one folder of the tree that may not be written stops the run before it changes anything', async () => {
  const sandbox = await new Sandbox().input(small).generate();
  const locked = join(sandbox.tree, 'one', 'application-2');
  chmodSync(sandbox.root, 0o777);
  chmodSync(locked, 0o555);
  const before = sandbox.snapshot();
  sandbox.input({ environments: { one: 8 }, version: 2 });
  const { code, stderr } = sandbox.run('generate', nobody);
  assert.is(code, 3);
  assert.match(stderr, /error You may not write in .*generated.* The old tree is untouched\./);
  assert.equal(sandbox.snapshot(), before);
  assert.not.ok(readdirSync(sandbox.root).includes('.generated.pending'));
  chmodSync(locked, 0o755);
  sandbox.remove();
});

test('runs at the same time do not mix', async () => {
  const sandbox = new Sandbox().input({ environments: { one: 40, two: 40 }, version: 1 });
  const commands = ['generate', 'generate --env one', 'generate --check', 'generate --env two', 'generate'];
  const results = await Promise.all(commands.map((command) => sandbox.finish(command)));
  for (const [index, { code, stderr }] of results.entries()) {
    assert.ok(
      code === 0 || (commands[index] === 'generate --check' && code === 1),
      `${commands[index]}: ${stderr}`,
    );
  }
  assert.is(sandbox.run('generate --check').code, 0);
  assert.equal(readdirSync(sandbox.root).sort(), ['.cache', 'envs', 'generated']);
  sandbox.remove();
});

test.run();
