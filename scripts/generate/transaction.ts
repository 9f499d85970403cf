// Replaces the tree whole or not at all.
//
// New contents are staged beside the tree and flushed to the disk; then a journal of what is to be done appears under
// its name in one step; then the operations are done, and the journal goes. A run that dies before the journal
// appears leaves the old tree, and its staging folder is removed by the next command. A run that dies after it leaves
// a journal from which the next command completes the new tree.
import { complete, discard, existingParents } from './apply.ts';
import type { FileSystem } from './file-system.ts';
import { decodeJournal, encodeJournal, type Operation } from './journal.ts';
import type { RenderedFile } from './planned-file.ts';
import { explain, TreeError } from './tree-error.ts';
import { journalPath, stagingPath, type TreePlace } from './tree-place.ts';

/** What became of an interrupted run. */
export type Recovery =
  | { type: 'none' }
  | { type: 'rolled-back' }
  | { type: 'damaged' }
  /** `skipped` are the files that somebody changed since; they were left alone. */
  | { type: 'completed'; operations: number; skipped: string[] };

/** One change of the tree. The caller holds the claim on it, and has recovered it. */
export class Transaction {
  private readonly fs: FileSystem;
  private readonly place: TreePlace;
  private readonly puts: Operation[] = [];

  constructor(fs: FileSystem, place: TreePlace) {
    this.fs = fs;
    this.place = place;
  }

  /**
   * Writes a file beside the tree. `before` is the hash of what is in its place now, `null` when there is nothing.
   * Whoever gives up after an error calls `abandon`.
   */
  stage({ path, bytes, hash: after }: RenderedFile, before: string | null): void {
    const { fs, place, puts } = this;
    try {
      if (puts.length === 0) fs.makeDirectory(stagingPath(place));
      fs.create(`${stagingPath(place)}/${puts.length}`, bytes);
    } catch (error) {
      throw explain(error, place.root, oldTreeStays);
    }
    puts.push({ type: 'put', path, before, after, staged: puts.length });
  }

  /** Puts the staged files into the tree and removes the given ones, which have these hashes now. */
  async commit(removed: readonly { path: string; hash: string }[]): Promise<void> {
    const deletes = removed.map(({ path, hash: before }): Operation => ({ type: 'delete', path, before }));
    // Deletions first, so that a file may take the place of one whose name differs in case only.
    const operations = [...deletes, ...this.puts];
    try {
      checkWritable(this.fs, this.place, operations);
      await this.writeJournal(operations);
    } catch (error) {
      this.abandon();
      throw explain(error, this.place.root, oldTreeStays);
    }
    const skipped = await complete(this.fs, this.place, operations);
    if (skipped.length === 0) return;
    throw new TreeError(
      `Somebody changed files while they were being replaced: ${skipped.join(', ')}. They were left alone.`,
      'Look at them, then run the command again.',
    );
  }

  /** Takes everything back; the old tree stays. Journal first: a journal without staged files would be a lie. */
  abandon(): void {
    try {
      this.fs.remove(journalPath(this.place));
      discard(this.fs, this.place);
    } catch {
      // The disk refuses this as well; the next command finds what is left and cleans up.
    }
  }

  private async writeJournal(operations: readonly Operation[]): Promise<void> {
    const { fs, place } = this;
    const staging = stagingPath(place);
    const draft = `${staging}/journal`;
    fs.makeDirectory(staging);
    fs.create(draft, encodeJournal(operations));
    await fs.flush([...this.puts.map((_, index) => `${staging}/${index}`), draft, staging]);
    fs.rename(draft, journalPath(place));
    await fs.flush([place.pending]);
  }
}

const oldTreeStays = 'The old tree is untouched.';

/** Completes or undoes what an interrupted run left behind. The caller holds the claim on the tree. */
export async function recoverTree(fs: FileSystem, place: TreePlace): Promise<Recovery> {
  const journal = fs.read(journalPath(place));
  if (!journal) {
    const leftovers = fs.typeOf(stagingPath(place)) !== undefined;
    if (leftovers) discard(fs, place);
    return { type: leftovers ? 'rolled-back' : 'none' };
  }
  const operations = decodeJournal(journal.bytes);
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
      throw new TreeError(`You may not write in ${path}. ${oldTreeStays}`, 'Change its permissions.');
    }
    if (fs.device(path) !== device) {
      throw new TreeError(
        `${path} is on another file system than ${place.pending}. ${oldTreeStays}`,
        'Keep the whole tree on one file system, so that files can be moved into it in one step.',
      );
    }
  }
}
