// Before any command touches a tree, completes or undoes what an interrupted run left of it, and says so.
import { relative } from 'node:path';
import { type Claim, claimTree } from './generate/claim.ts';
import { diskFileSystem, errorCode } from './generate/file-system.ts';
import { type Recovery, recoverTree } from './generate/transaction.ts';
import { explain } from './generate/tree-error.ts';
import type { TreePlace } from './generate/tree-place.ts';
import { printTalk } from './output.ts';

/** Longer than any run takes; a run that takes longer is stuck. */
const waitSeconds = 60;

/** Claims a tree for the duration of `action`, after an interrupted change of it has been completed or undone. */
export async function withTree<T>(place: TreePlace, writing: boolean, action: () => Promise<T>): Promise<T> {
  const claim = await claimOrRead(place, writing);
  try {
    if (claim) tell(place, await recoverTree(diskFileSystem, place));
    return await action();
  } finally {
    claim?.release();
  }
}

/** Recovers a tree if there is anything to recover; the usual case costs one look at the disk. */
export async function recoverIfNeeded(place: TreePlace): Promise<void> {
  if (diskFileSystem.typeOf(place.pending) === undefined) return;
  await withTree(place, true, async () => {});
}

/** A claim, or nothing when the tree is only read and lies where nobody can write. */
async function claimOrRead(place: TreePlace, writing: boolean): Promise<Claim | undefined> {
  try {
    return await claimTree(diskFileSystem, place.pending, {
      waitSeconds,
      onWait: (who) => printTalk(`Waiting for another run (${who}) to end.`),
    });
  } catch (error) {
    const mayNotWrite = ['EROFS', 'EACCES', 'EPERM', 'ENOENT'].includes(errorCode(error) ?? '');
    const clean = diskFileSystem.read(`${place.pending}/journal`) === undefined;
    if (!writing && mayNotWrite && clean) return undefined;
    throw explain(
      error,
      place.root,
      clean ? 'Nothing was written.' : 'An interrupted change waits to be completed.',
    );
  }
}

function tell(place: TreePlace, recovery: Recovery): void {
  const name = relative(process.cwd(), place.root) || place.root;
  if (recovery.type === 'rolled-back') {
    printTalk(`An interrupted run had not begun to change ${name}; its staged files were removed.`);
  } else if (recovery.type === 'completed') {
    printTalk(
      `An interrupted run left ${name} half changed; its ${recovery.operations} changes were completed.`,
    );
    for (const path of recovery.skipped)
      printTalk(`  left alone, because somebody changed it since: ${path}`);
  } else if (recovery.type === 'damaged') {
    printTalk(
      `An interrupted run left a damaged journal; ${name} may hold old and new files. Run "npm run generate".`,
    );
  }
}
