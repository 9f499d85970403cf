// Environments planned in threads come back as they were planned, and so do their problems.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { FindingsError } from '../../../envs/finding.ts';
import { pack, unpack } from '../../../scripts/generate/packed-reply.ts';
import { importProduct, type PlanReply, planEnvironments } from '../../../scripts/generate/planner.ts';
import { type FixtureInput, productUrlOf } from '../fixture/product.ts';

const test = suite<{ root: string }>('planner');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'planner-'));
  mkdirSync(join(context.root, 'envs'));
});

test.after.each(({ root }) => rmSync(root, { recursive: true }));

/** Plans everything and gives the contents by path, and the progress that was reported. */
async function plan(root: string, environments: FixtureInput['environments'], jobs: number) {
  writeFileSync(join(root, 'envs', 'input.json'), JSON.stringify({ environments, version: 1 }));
  const productUrl = productUrlOf(root);
  const product = await importProduct(productUrl);
  const contents = new Map<string, string>();
  const progress: number[] = [];
  await planEnvironments({
    product,
    productUrl,
    names: product.environments,
    jobs,
    onPlanned: (_environment, files) => {
      for (const { path, bytes, hash } of files)
        contents.set(path, `${hash} ${Buffer.from(bytes).toString()}`);
    },
    onProgress: (done) => progress.push(done),
  });
  return { contents: new Map([...contents].sort()), progress };
}

const environments = { a: 5, b: 0, c: 12, d: 3, e: 7, f: 1, g: 2 };

test('threads change nothing', async ({ root }) => {
  const alone = await plan(root, environments, 1);
  assert.is(alone.contents.size, 30);
  assert.equal(alone.progress, [1, 2, 3, 4, 5, 6, 7]);
  for (const jobs of [2, 4, 60]) assert.equal(await plan(root, environments, jobs), alone);
});

test('the problems of all environments are reported, in the order of environments', async ({ root }) => {
  for (const jobs of [1, 3]) {
    try {
      await plan(root, { ...environments, b: -1, f: -2 }, jobs);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, FindingsError);
      const paths = error instanceof FindingsError ? error.findings.map(({ where }) => where.path) : [];
      assert.equal(paths, ['b', 'f']);
    }
  }
});

test('a thread that fails ends the run with its words', async ({ root }) => {
  for (const jobs of [1, 3]) {
    let message = '';
    try {
      await plan(root, { ...environments, c: Number.MAX_SAFE_INTEGER }, jobs);
    } catch (error) {
      message = String(error);
    }
    assert.match(message, 'Planning c failed.\nRangeError: Invalid array length');
  }
});

test('a reply is unpacked as it was packed', () => {
  const file = (path: string, text: string) => ({ path, hash: `hash of ${path}`, bytes: Buffer.from(text) });
  const reply: PlanReply = {
    type: 'files',
    environment: 'x',
    files: [file('a', 'ä'), file('b', ''), file('c', 'c')],
  };
  const { packed, transfer } = pack(reply);
  const moved = structuredClone(packed, { transfer });
  const unpacked = unpack(moved);
  assert.equal(
    unpacked.type === 'files' &&
      unpacked.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]),
    [
      ['a', 'ä'],
      ['b', ''],
      ['c', 'c'],
    ],
  );
});

test.run();
