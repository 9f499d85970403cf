// `kill -9` at 200 random moments of "generate": each time the next command finds, completes or restores a whole tree.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { claimTree } from '../../../scripts/generate/claim.ts';
import { diskFileSystem } from '../../../scripts/generate/file-system.ts';
import { recoverTree } from '../../../scripts/generate/transaction.ts';
import { placeOf } from '../../../scripts/generate/tree-place.ts';
import { Sandbox, type Snapshot } from '../fixture/sandbox.ts';

const kills = 200;
const sandboxes = 2;
/** Every so many times the next command is a real one, which must also say what it did. */
const realCommandEvery = 10;

/** What the killed run had come to. */
type Phase = 'nothing yet' | 'staging' | 'journal' | 'finished';

/** Numbers from 0 to 1 that are the same in every run of the test (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const inputOf = (version: number) => ({ environments: { one: 45, two: 15 }, version });
const same = (a: Snapshot, b: Snapshot) => JSON.stringify(a) === JSON.stringify(b);

/** Starts "generate" and kills it after a part of its usual time; tells how long it took if it was faster. */
async function killAfter(sandbox: Sandbox, millis: number): Promise<number | undefined> {
  const child = sandbox.start('generate --quiet', { env: { FIXTURE_READY: '1' } });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  const start = performance.now();
  const timer = setTimeout(() => child.kill('SIGKILL'), millis);
  const code = await closed;
  clearTimeout(timer);
  if (code === null) return undefined;
  assert.is(code, 0);
  return performance.now() - start;
}

function phaseOf(sandbox: Sandbox, finished: boolean): Phase {
  if (finished) return 'finished';
  const left = existsSync(sandbox.pending) ? readdirSync(sandbox.pending) : [];
  if (left.includes('journal')) return 'journal';
  return left.includes('staging') ? 'staging' : 'nothing yet';
}

async function recover(sandbox: Sandbox): Promise<void> {
  const place = placeOf(sandbox.tree);
  const claim = await claimTree(diskFileSystem, place.pending, { waitSeconds: 0, onWait: () => {} });
  await recoverTree(diskFileSystem, place);
  claim.release();
}

function recoverByCommand(sandbox: Sandbox, phase: Phase, newTree: Snapshot): void {
  const { code, stderr } = sandbox.run('generate --check');
  assert.is(code, same(sandbox.snapshot(), newTree) ? 0 : 1);
  if (phase === 'journal') assert.match(stderr, /its \d+ changes were completed/);
  if (phase === 'staging') assert.match(stderr, 'its staged files were removed');
}

async function killOften(seed: number, times: number, phases: Map<Phase, number>): Promise<void> {
  const sandbox = new Sandbox();
  const random = randomNumbers(seed);
  const trees = new Map<number, Snapshot>();
  for (const version of [2, 1])
    trees.set(version, (await sandbox.input(inputOf(version)).generate()).snapshot());

  let usualMillis = 60;
  for (let kill = 0; kill < times; kill++) {
    const before = sandbox.snapshot();
    // Always towards the other tree, so that there is as much to do as there can be.
    const version = same(before, trees.get(1) ?? {}) ? 2 : 1;
    const after = trees.get(version) ?? {};
    sandbox.input(inputOf(version));
    const took = await killAfter(sandbox, 1.4 * random() * usualMillis);
    // Follows the machine: most kills are to hit the run, some are to come too late.
    usualMillis = took === undefined ? usualMillis * 1.02 : (usualMillis + took) / 2;

    const phase = phaseOf(sandbox, took !== undefined);
    phases.set(phase, (phases.get(phase) ?? 0) + 1);
    if (kill % realCommandEvery === 0) recoverByCommand(sandbox, phase, after);
    else await recover(sandbox);

    const tree = sandbox.snapshot();
    const what = `seed ${seed}, kill ${kill}, ${phase}`;
    assert.not.ok(existsSync(sandbox.pending), what);
    assert.ok(same(tree, before) || same(tree, after), what);
    if (phase === 'journal' || phase === 'finished') assert.ok(same(tree, after), what);
    if (phase === 'staging') assert.ok(same(tree, before), what);
  }
  assert.equal(readdirSync(join(sandbox.root)).sort(), ['.cache', 'envs', 'generated']);
  sandbox.remove();
}

test('a kill at any moment leaves a whole tree, or a journal that makes one', async () => {
  const phases = new Map<Phase, number>();
  const runs = Array.from({ length: sandboxes }, (_, seed) => killOften(seed + 1, kills / sandboxes, phases));
  await Promise.all(runs);
  // Kills that never hit the moments of interest would prove nothing.
  for (const phase of ['nothing yet', 'staging', 'journal', 'finished'] as const) {
    assert.ok((phases.get(phase) ?? 0) > 0, `${phase}: ${JSON.stringify([...phases])}`);
  }
  if (process.env.SHOW_PHASES) console.log([...phases]);
});

test.run();
