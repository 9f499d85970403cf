// One run at a time per tree, and no claim outlives its process.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { claimTree, type Patience } from '../../../scripts/generate/claim.ts';
import { diskFileSystem } from '../../../scripts/generate/file-system.ts';
import { livenessOf, ownIdentity } from '../../../scripts/generate/process-identity.ts';

const test = suite<{ folder: string }>('claim');

test.before.each((context) => {
  context.folder = join(mkdtempSync(join(tmpdir(), 'claim-')), '.generated.pending');
});

test.after.each(({ folder }) => rmSync(join(folder, '..'), { recursive: true }));

const impatient: Patience = { waitSeconds: 0, onWait: () => {} };
const claim = (folder: string, patience = impatient) => claimTree(diskFileSystem, folder, patience);
const claimName = (change: object) => {
  const { host, boot, pid, start } = { ...ownIdentity(), ...change };
  return `claim.${host}.${boot}.${pid}.${start}`;
};

/** When a process started, as the kernel lists it; that of a zombie as well. */
function startOf(pid: number | undefined): string | undefined {
  const stat = diskFileSystem.read(`/proc/${pid}/stat`)?.bytes.toString() ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function failure(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no failure';
}

test('a claim leaves nothing behind', async ({ folder }) => {
  const first = await claim(folder);
  assert.is(readdirSync(folder).length, 1);
  first.release();
  assert.not.ok(existsSync(folder));
});

test('the same process cannot claim twice', async ({ folder }) => {
  const first = await claim(folder);
  assert.match(await failure(claim(folder)), `Another run (process ${process.pid}) is changing the tree.`);
  first.release();
  (await claim(folder)).release();
});

test('a claim of a process that runs is respected, and the message says what to do', async ({ folder }) => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const start = startOf(child.pid);
  mkdirSync(folder);
  const name = claimName({ pid: child.pid, start });
  writeFileSync(join(folder, name), '');
  const message = await failure(claim(folder));
  assert.match(message, `Another run (process ${child.pid}) is changing the tree. Nothing was written.`);
  assert.match(message, `remove ${folder}/${name}.`);
  assert.equal(readdirSync(folder), [name], 'the own claim is withdrawn, the other stays');

  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  (await claim(folder)).release();
  assert.not.ok(existsSync(folder), 'the claim of the dead process is gone');
});

test('waiting ends as soon as the other run does', async ({ folder }) => {
  const first = await claim(folder);
  let told = '';
  const second = claim(folder, {
    waitSeconds: 20,
    onWait: (who) => {
      told += who;
    },
  });
  setTimeout(() => first.release(), 150);
  (await second).release();
  assert.is(told, `process ${process.pid}`);
});

const dead: [string, object][] = [
  ['a process id that is used again', { start: '1' }],
  ['a boot before this one', { boot: 'deadbeef' }],
  ['a process that is no more', { pid: 2 ** 22 + 1 }],
];

test('claims of dead processes are removed', async ({ folder }) => {
  for (const [what, change] of dead) {
    mkdirSync(folder);
    writeFileSync(join(folder, claimName(change)), '');
    (await claim(folder)).release();
    assert.not.ok(existsSync(folder), what);
  }
});

test('a claim from another machine is never removed', async ({ folder }) => {
  mkdirSync(folder);
  writeFileSync(join(folder, claimName({ host: '00000000' })), '');
  assert.match(await failure(claim(folder)), 'on another machine or container');
  assert.is(readdirSync(folder).length, 1);
});

test('a claim with an unreadable name is respected', async ({ folder }) => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'claim.x'), '');
  assert.match(await failure(claim(folder)), 'the owner of claim.x');
});

test('a process that has ended but was not waited for counts as dead', async () => {
  // The shell never collects its child, which stays a zombie.
  const shell = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = Number(await new Promise((resolve) => shell.stdout.once('data', resolve)));
  await new Promise((resolve) => setTimeout(resolve, 150));
  const start = startOf(pid) ?? '';
  assert.match(start, /^\d+$/, 'the zombie is still listed');
  assert.is(livenessOf({ ...ownIdentity(), pid, start }), 'dead');
  shell.kill();
});

test('this process is alive', () => {
  assert.is(livenessOf(ownIdentity()), 'alive');
});

test.run();
