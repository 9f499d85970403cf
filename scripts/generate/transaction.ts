// Replaces the tree whole or not at all.
//
// New contents are staged beside the tree and flushed to the disk; then a journal of what is to be done appears under
// its name in one step; then the operations are done, and the journal goes. A run that dies before the journal
// appears leaves the old tree, and its staging folder is removed by the next command. A run that dies after it leaves
// a journal from which the next command completes the new tree.
import { hash } from 'node:crypto';
import type { Changes } from './compare.ts';
import { diskFileSystem, type FileSystem } from './file-system.ts';
import { decodeJournal, encodeJournal, type Operation } from './journal.ts';
import type { RenderedFile } from './planned-file.ts';
import { explain, TreeError } from './tree-error.ts';

/** Where a tree is, and where its unfinished changes are kept. */
export interface TreePlace {
  /** Absolute path of the tree, without symbolic links. */
  root: string;
  /** Folder beside the tree, on the same file system: claims, journal and staged files. */
  pending: string;
}

/** What became of an interrupted run. */
export type Recovery =
  | { type: 'none' }
  | { type: 'rolled-back' }
  | { type: 'damaged' }
  /** `skipped` are the files that somebody changed since; they were left alone. */
  | { type: 'completed'; operations: number; skipped: string[] };

/** Performs the changes. The caller holds the claim on the tree and has refused foreign files. */
export async function replaceTree(
  place: TreePlace,
  changes: Changes,
  existingHash: (path: string) => string | undefined,
  files: ReadonlyMap<string, RenderedFile>,
  fs: FileSystem = diskFileSystem,
): Promise<void> {
  const puts = [...changes.added, ...changes.changed].map((path) => files.get(path) ?? missing(path));
  const operations: Operation[] = [
    // Deletions first, so that a file may take the place of one whose name differs in case only.
    ...changes.removed.map((path) => ({
      type: 'delete' as const,
      path,
      before: existingHash(path) ?? missing(path),
    })),
    ...puts.map(({ path, hash: after }, staged) => ({
      type: 'put' as const,
      path,
      before: existingHash(path) ?? null,
      after,
      staged,
    })),
  ];
  try {
    checkWritable(fs, place, operations);
    await stage(fs, place, puts);
    await writeJournal(fs, place, operations);
  } catch (error) {
    undo(fs, place);
    throw explain(error, place.root, 'The old tree is untouched.');
  }
  const skipped = await complete(fs, place, operations);
  if (skipped.length === 0) return;
  throw new TreeError(
    `Somebody changed files while they were being replaced: ${skipped.join(', ')}. They were left alone.`,
    'Look at them, then run the command again.',
  );
}

/** Completes or undoes what an interrupted run left behind. The caller holds the claim on the tree. */
export async function recoverTree(place: TreePlace, fs: FileSystem = diskFileSystem): Promise<Recovery> {
  const journal = fs.read(journalPath(place));
  if (!journal) {
    const leftovers = fs.typeOf(stagingPath(place)) !== undefined;
    discard(fs, place);
    return { type: leftovers ? 'rolled-back' : 'none' };
  }
  const operations = decodeJournal(journal);
  if (!operations) {
    fs.remove(journalPath(place));
    discard(fs, place);
    return { type: 'damaged' };
  }
  const skipped = await complete(fs, place, operations);
  return { type: 'completed', operations: operations.length, skipped };
}

function checkWritable(fs: FileSystem, place: TreePlace, operations: readonly Operation[]): void {
  const device = fs.device(place.pending);
  for (const path of existingParents(fs, place, operations)) {
    if (!fs.isWritable(path)) {
      throw new TreeError(`You may not write in ${path}. Nothing was written.`, 'Change its permissions.');
    }
    if (fs.device(path) !== device) {
      throw new TreeError(
        `${path} is on another file system than ${place.pending}. Nothing was written.`,
        'Keep the whole tree on one file system, so that files can be moved into it in one step.',
      );
    }
  }
}

function existingParents(fs: FileSystem, place: TreePlace, operations: readonly Operation[]): string[] {
  const parents = new Set([place.root]);
  for (const { path } of operations) {
    for (const parent of parentsOf(path)) parents.add(`${place.root}/${parent}`);
  }
  return [...parents].filter((path) => fs.typeOf(path) === 'directory');
}

async function stage(fs: FileSystem, place: TreePlace, puts: readonly RenderedFile[]): Promise<void> {
  const staging = stagingPath(place);
  fs.makeDirectory(staging);
  puts.forEach(({ text }, index) => {
    fs.create(`${staging}/${index}`, text);
  });
  await fs.flush([...puts.map((_, index) => `${staging}/${index}`), staging]);
}

async function writeJournal(
  fs: FileSystem,
  place: TreePlace,
  operations: readonly Operation[],
): Promise<void> {
  const draft = `${stagingPath(place)}/journal`;
  fs.create(draft, encodeJournal(operations));
  await fs.flush([draft]);
  fs.rename(draft, journalPath(place));
  await fs.flush([place.pending]);
}

/** Does what is still to be done; gives back the paths that somebody else has changed, and which it left alone. */
async function complete(
  fs: FileSystem,
  place: TreePlace,
  operations: readonly Operation[],
): Promise<string[]> {
  try {
    const skipped = operations.filter((operation) => !perform(fs, place, operation)).map(({ path }) => path);
    for (const { type, path } of operations) {
      if (type === 'delete') removeEmptyParents(fs, place, path);
    }
    await fs.flush(existingParents(fs, place, operations));
    fs.remove(journalPath(place));
    discard(fs, place);
    return skipped;
  } catch (error) {
    throw explain(error, place.root, 'The new tree is staged; the next command completes it.');
  }
}

function perform(fs: FileSystem, place: TreePlace, operation: Operation): boolean {
  const { path, before } = operation;
  const target = `${place.root}/${path}`;
  const parents = ['', ...parentsOf(path)].map((parent) => (parent ? `${place.root}/${parent}` : place.root));
  if (parents.some((parent) => !['directory', undefined].includes(fs.typeOf(parent)))) return false;
  const current = hashOf(fs, target);
  if (operation.type === 'delete') {
    if (current === null) return true;
    if (current !== before) return false;
    fs.remove(target);
    return true;
  }
  if (current === operation.after) return true;
  const staged = `${stagingPath(place)}/${operation.staged}`;
  if (current !== before || fs.typeOf(staged) !== 'file') return false;
  for (const parent of parents) fs.makeDirectory(parent);
  fs.rename(staged, target);
  return true;
}

/** Hash of what is at the path: `null` when there is nothing, the type when it is no file. */
function hashOf(fs: FileSystem, path: string): string | null {
  const type = fs.typeOf(path);
  if (type !== 'file') return type ?? null;
  const bytes = fs.read(path);
  return bytes ? hash('sha256', bytes) : null;
}

function removeEmptyParents(fs: FileSystem, place: TreePlace, path: string): void {
  for (const parent of parentsOf(path).reverse()) {
    if (!fs.removeDirectory(`${place.root}/${parent}`)) return;
  }
}

/** `prod/airflow/x.yaml` → `prod`, `prod/airflow`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Takes a change back before any of it was done. Journal first: a journal without staged files would be a lie. */
function undo(fs: FileSystem, place: TreePlace): void {
  try {
    fs.remove(journalPath(place));
    discard(fs, place);
  } catch {
    // The disk refuses this as well; the next command finds what is left and cleans up.
  }
}

/** Removes staged files; a journal in its place stays. */
function discard(fs: FileSystem, place: TreePlace): void {
  const staging = stagingPath(place);
  for (const { name } of fs.list(staging) ?? []) fs.remove(`${staging}/${name}`);
  fs.removeDirectory(staging);
}

function journalPath({ pending }: TreePlace): string {
  return `${pending}/journal`;
}

function stagingPath({ pending }: TreePlace): string {
  return `${pending}/staging`;
}

function missing(path: string): never {
  throw new Error(`No contents for ${path}.`);
}
