// A run of the rig: its programs end with it, also those of a run that was killed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isRunning, type Supervised } from '../conformance/lib/process.ts';
import { openRig, type Rig } from '../conformance/lib/rig.ts';

const test = suite('rig');
const before = process.env.TMPDIR;
let home = '';

test.before.each(() => {
  home = mkdtempSync(join(tmpdir(), 'rig-test-'));
  process.env.TMPDIR = home;
});

test.after.each(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(home, { recursive: true, force: true });
});

const quiet = () => {};
const sleeper = { name: 'sleeper', command: 'sleep', args: ['60'] };
const atOnce = async () => true;

test('stops its programs and removes its folder at the end', async () => {
  const rig = openRig(quiet);
  const program = await rig.run(sleeper, atOnce);
  assert.ok(isRunning(program.pid));
  await rig.close(false);
  assert.not(isRunning(program.pid));
  assert.not(existsSync(rig.folder));
});

test('keeps the logs, and only them, if asked to', async () => {
  const lines: string[] = [];
  const rig = openRig((line) => lines.push(line));
  rig.dataFolder('etcd');
  await rig.run({ ...sleeper, command: 'sh', args: ['-c', 'echo hello; sleep 60'] }, atOnce);
  await rig.close(true);
  assert.ok(existsSync(join(rig.folder, 'logs', 'sleeper.log')));
  assert.not(existsSync(join(rig.folder, 'etcd-1')));
  assert.equal(lines, [`logs are kept in ${join(rig.folder, 'logs')}`]);
});

test('stops the programs of a scope when its work is over or fails', async () => {
  const rig = openRig(quiet);
  const outer = await rig.run(sleeper, atOnce);
  const started: Supervised[] = [];
  const work = async (own: Rig) => {
    started.push(await own.run(sleeper, atOnce));
    throw new Error('it went wrong');
  };
  try {
    await rig.scope(work);
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), 'it went wrong');
  }
  assert.equal(
    started.map(({ pid }) => isRunning(pid)),
    [false],
  );
  assert.ok(isRunning(outer.pid));
  await rig.close(false);
});

test('tells the last words of a program that ends before it is ready', async () => {
  const rig = openRig(quiet);
  const broken = { name: 'broken', command: 'sh', args: ['-c', 'echo no such flag; exit 1'] };
  try {
    // Another program may answer on the port that this one wanted.
    await rig.run(broken, async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return true;
    });
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), /broken ended before it was ready; the end of its log:\nno such flag/);
  }
  await rig.close(false);
});

test('ends what a killed run has left, and nothing else', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const abandoned = join(home, 'helical-conformance-dead');
  const alive = join(home, 'helical-conformance-alive');
  for (const [folder, owner] of [
    [abandoned, dead],
    [alive, process.pid],
  ] as const) {
    mkdirSync(join(folder, 'logs'), { recursive: true });
    writeFileSync(join(folder, 'owner'), String(owner));
  }
  const env = { ...process.env, DATA: abandoned };
  const left = spawn('sleep', ['60'], { detached: true, env, stdio: 'ignore' });
  const ended = new Promise((resolve) => left.once('exit', resolve));
  // Its id belongs to a program of somebody else by now.
  const foreign = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  writeFileSync(join(abandoned, 'logs', 'pids'), `${left.pid} sleep\n${foreign.pid} sleep\n`);
  const rig = openRig(quiet);
  await ended;
  assert.not(existsSync(abandoned));
  assert.ok(existsSync(alive));
  assert.ok(isRunning(foreign.pid ?? 0));
  foreign.kill();
  await rig.close(false);
});

test.run();
