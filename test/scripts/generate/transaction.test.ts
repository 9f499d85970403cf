// The tree is replaced whole or not at all: tried with a crash, a full disk and a read-only disk at every single step.
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compareTrees } from '../../../scripts/generate/compare.ts';
import { diskFileSystem, type FileSystem } from '../../../scripts/generate/file-system.ts';
import { encodeJournal } from '../../../scripts/generate/journal.ts';
import type { RenderedFile } from '../../../scripts/generate/planned-file.ts';
import { render } from '../../../scripts/generate/serialize.ts';
import { recoverTree, Transaction } from '../../../scripts/generate/transaction.ts';
import { readTree } from '../../../scripts/generate/tree.ts';
import { placeOf, type TreePlace } from '../../../scripts/generate/tree-place.ts';
import { type Snapshot, snapshotOf } from '../fixture/sandbox.ts';
import { Crash, type Fault, faultyFileSystem } from './faulty-file-system.ts';

const test = suite<{ folder: string; place: TreePlace }>('transaction');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'transaction-'));
  context.place = placeOf(join(context.folder, 'generated'));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function file(path: string, content: string): RenderedFile {
  const name = path.slice(path.indexOf('.') + 1, -'.yaml'.length);
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { content } };
  return render({ path, manifest, origin: 'charts/x.ts' });
}

/** Something is added, changed, removed and left alone; one folder appears and one goes. */
const oldFiles = [
  file('one/a/ConfigMap.same.yaml', 'same'),
  file('one/a/ConfigMap.changed.yaml', 'old'),
  file('one/gone/ConfigMap.removed.yaml', 'old'),
];
const newFiles = [
  file('one/a/ConfigMap.same.yaml', 'same'),
  file('one/a/ConfigMap.changed.yaml', 'new'),
  file('two/b/ConfigMap.added.yaml', 'new'),
];
const treeOf = (files: RenderedFile[]): Snapshot =>
  Object.fromEntries(
    files.map(({ path, bytes }): [string, string] => [path, Buffer.from(bytes).toString()]).sort(),
  );
const oldTree = treeOf(oldFiles);
const newTree = treeOf(newFiles);

async function replace(fs: FileSystem, place: TreePlace, files: RenderedFile[]): Promise<void> {
  // The folder belongs to the claim, which has its own test.
  diskFileSystem.makeDirectory(place.pending);
  const existing = readTree(fs, place.root);
  const changes = compareTrees(new Map(files.map(({ path, hash }) => [path, hash])), existing);
  const transaction = new Transaction(fs, place);
  for (const rendered of files) {
    const before = existing.files.get(rendered.path)?.hash;
    if (before !== rendered.hash) transaction.stage(rendered, before ?? null);
  }
  await transaction.commit(
    changes.removed.map((path) => ({ path, hash: existing.files.get(path)?.hash ?? '' })),
  );
  diskFileSystem.removeDirectory(place.pending);
}

async function failureOf(action: Promise<unknown>): Promise<unknown> {
  try {
    await action;
  } catch (error) {
    return error;
  }
  return undefined;
}

test('a tree is made, replaced and replaced by the same', async ({ place, folder }) => {
  await replace(diskFileSystem, place, oldFiles);
  assert.equal(snapshotOf(place.root), oldTree);
  const { ino, mtimeMs } = statSync(join(place.root, 'one/a/ConfigMap.same.yaml'));
  await replace(diskFileSystem, place, newFiles);
  assert.equal(snapshotOf(place.root), newTree);
  const after = statSync(join(place.root, 'one/a/ConfigMap.same.yaml'));
  assert.equal([after.ino, after.mtimeMs], [ino, mtimeMs], 'what did not change is not touched');
  assert.is(diskFileSystem.typeOf(join(place.root, 'one/gone')), undefined, 'an emptied folder goes');
  assert.equal(
    diskFileSystem.list(folder)?.map(({ name }) => name),
    ['generated'],
  );
});

/** Breaks at every step in turn, and gives what `judge` finds each time. */
async function atEveryStep(
  folder: string,
  fault: Fault,
  judge: (place: TreePlace, error: unknown, isJournalled: boolean) => Promise<void>,
): Promise<void> {
  for (let step = 0; ; step++) {
    const place = placeOf(join(folder, `${step}`, 'generated'));
    mkdirSync(join(folder, `${step}`));
    await replace(diskFileSystem, place, oldFiles);
    const { fs, changes } = faultyFileSystem(fault, step);
    const error = await failureOf(replace(fs, place, newFiles));
    if (changes() <= step) {
      assert.ok(step > 15, `only ${step} steps were tried`);
      return;
    }
    await judge(place, error, diskFileSystem.typeOf(join(place.pending, 'journal')) !== undefined);
  }
}

test('after a crash at any step the next command finds or makes a whole tree', async ({ folder }) => {
  const outcomes = new Set<string>();
  await atEveryStep(folder, 'crash', async (place, error, isJournalled) => {
    assert.instance(error, Crash);
    if (!isJournalled) {
      const tree = snapshotOf(place.root);
      assert.ok([oldTree, newTree].some((whole) => JSON.stringify(whole) === JSON.stringify(tree)));
    }
    const before = snapshotOf(place.root);
    const recovery = await recoverTree(diskFileSystem, place);
    outcomes.add(recovery.type);
    assert.equal(snapshotOf(place.root), isJournalled ? newTree : before);
    assert.equal(await recoverTree(diskFileSystem, place), { type: 'none' });
    await replace(diskFileSystem, place, newFiles);
    assert.equal(snapshotOf(place.root), newTree);
  });
  assert.equal([...outcomes].sort(), ['completed', 'none', 'rolled-back']);
});

/** Leaves a complete journal of which nothing has been done. */
async function interrupt(place: TreePlace): Promise<void> {
  await replace(diskFileSystem, place, oldFiles);
  for (let step = 0; step < 100; step++) {
    await failureOf(replace(faultyFileSystem('crash', step).fs, place, newFiles));
    if (diskFileSystem.typeOf(join(place.pending, 'journal'))) return;
    await recoverTree(diskFileSystem, place);
  }
  throw new Error('No step left a journal.');
}

test('a crash while recovering, at any step, is recovered from as well', async ({ folder }) => {
  for (let step = 0; ; step++) {
    mkdirSync(join(folder, `${step}`));
    const place = placeOf(join(folder, `${step}`, 'generated'));
    await interrupt(place);
    const error = await failureOf(recoverTree(faultyFileSystem('crash', step).fs, place));
    await recoverTree(diskFileSystem, place);
    assert.equal(snapshotOf(place.root), newTree);
    if (!error) break;
    assert.instance(error, Crash);
  }
});

for (const [fault, sentence] of [
  ['ENOSPC', 'No space is left on the file system.'],
  ['EROFS', 'The file system is read-only.'],
] as const) {
  test(`${fault} at any step leaves the old tree or a journal, and says which`, async ({ folder }) => {
    let untouched = 0;
    let staged = 0;
    await atEveryStep(folder, fault, async (place, error, isJournalled) => {
      if (!error) return assert.equal(snapshotOf(place.root), newTree);
      const message = error instanceof Error ? error.message : '';
      // The very first and last steps are the test's own, not the transaction's.
      if (!message.includes('injected\n')) assert.match(message, sentence);
      if (isJournalled) {
        staged++;
        if (message.includes(sentence)) {
          assert.match(
            message,
            /The old tree is untouched|The new tree is staged; the next command completes it/,
          );
        }
      } else {
        untouched++;
        assert.match(message, 'The old tree is untouched.');
        assert.ok(
          [oldTree, newTree].some((tree) => JSON.stringify(tree) === JSON.stringify(snapshotOf(place.root))),
        );
      }
      await recoverTree(diskFileSystem, place);
      assert.equal(snapshotOf(place.root), isJournalled ? newTree : snapshotOf(place.root));
      await replace(diskFileSystem, place, newFiles);
      assert.equal(snapshotOf(place.root), newTree);
    });
    assert.ok(untouched > 3 && staged > 3, `${untouched} before the journal, ${staged} after it`);
  });
}

test('files that somebody changed after the interruption are left alone and named', async ({ place }) => {
  await interrupt(place);
  writeFileSync(join(place.root, 'one/a/ConfigMap.changed.yaml'), 'mine');
  writeFileSync(join(place.root, 'one/gone/ConfigMap.removed.yaml'), 'mine too');
  assert.equal(await recoverTree(diskFileSystem, place), {
    type: 'completed',
    operations: 3,
    skipped: ['one/gone/ConfigMap.removed.yaml', 'one/a/ConfigMap.changed.yaml'],
  });
  assert.is(snapshotOf(place.root)['one/a/ConfigMap.changed.yaml'], 'mine');
  assert.is(snapshotOf(place.root)['one/gone/ConfigMap.removed.yaml'], 'mine too');
});

test('a link that appeared in the tree leads nobody out of it', async ({ place, folder }) => {
  await interrupt(place);
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), join(place.root, 'two'));
  const recovery = await recoverTree(diskFileSystem, place);
  assert.equal(recovery.type === 'completed' && recovery.skipped, ['two/b/ConfigMap.added.yaml']);
  assert.equal(diskFileSystem.list(join(folder, 'elsewhere')), []);
});

test('a damaged journal is put away, and nothing is done on its word', async ({ place }) => {
  await interrupt(place);
  const evil = encodeJournal([{ type: 'delete', path: 'one/a/ConfigMap.same.yaml', before: 'x' }]);
  writeFileSync(join(place.pending, 'journal'), evil.replace('same', 'save'));
  const before = snapshotOf(place.root);
  assert.equal(await recoverTree(diskFileSystem, place), { type: 'damaged' });
  assert.equal(snapshotOf(place.root), before);
  assert.equal(await recoverTree(diskFileSystem, place), { type: 'none' });
});

test.run();
