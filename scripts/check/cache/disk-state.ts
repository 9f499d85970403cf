// Tells from the state of files on the disk, without reading them, that they have not changed since they were read.
//
// Like git's index: inode, size and the times of the last changes of contents and of state. A file that was changed
// shortly before it was looked at could change again without a trace, so such a state proves nothing.
import { hash } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';

/** Inode, size, and the times of the last changes of contents and of state, in milliseconds. */
export type FileState = readonly [inode: number, size: number, changedMillis: number, stateMillis: number];

/** Coarser than the clock of any file system in use; FAT counts in steps of two seconds. */
const settledAfterMillis = 3000;

/** The state of a file that proves later that it is the same; undefined for one that may still change unnoticed. */
export function settledState(stats: Stats, nowMillis: number): FileState | undefined {
  const { ino, size, mtimeMs, ctimeMs } = stats;
  if (Math.max(mtimeMs, ctimeMs) > nowMillis - settledAfterMillis) return undefined;
  return [ino, size, mtimeMs, ctimeMs];
}

/** True when both are settled and equal. */
export function isSameState(a: FileState | null | undefined, b: FileState | undefined): boolean {
  return a !== null && a !== undefined && b !== undefined && a.every((value, index) => value === b[index]);
}

/** The state of a file, as far as it is settled; undefined also where there is no file. */
export function stateOf(path: string, nowMillis: number): FileState | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? settledState(stats, nowMillis) : undefined;
}

/** One hash of the states of many files; undefined when one of them is not settled. */
export function stateHash(root: string, paths: readonly string[], nowMillis: number): string | undefined {
  const states = new Float64Array(paths.length * 4);
  const settledBefore = nowMillis - settledAfterMillis;
  let end = 0;
  for (const path of paths) {
    const stats = lstatSync(path ? `${root}/${path}` : root, { throwIfNoEntry: false });
    if (!stats?.isFile() || stats.mtimeMs > settledBefore || stats.ctimeMs > settledBefore) return undefined;
    states[end++] = stats.ino;
    states[end++] = stats.size;
    states[end++] = stats.mtimeMs;
    states[end++] = stats.ctimeMs;
  }
  return hash('sha256', paths.join('\n') + hash('sha256', states));
}

/** The same for folders: entries that come, go or get another name change the times of their folder. */
export function folderStateHash(
  root: string,
  folders: readonly string[],
  nowMillis: number,
): string | undefined {
  const parts: (string | number)[] = [];
  for (const folder of folders) {
    const stats = lstatSync(`${root}/${folder}`, { throwIfNoEntry: false });
    if (!stats?.isDirectory()) return undefined;
    if (Math.max(stats.mtimeMs, stats.ctimeMs) > nowMillis - settledAfterMillis) return undefined;
    parts.push(folder, stats.ino, stats.mtimeMs, stats.ctimeMs);
  }
  return hash('sha256', parts.join('\n'));
}
