// Reads one file together with what tells later whether it has changed.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { reasonOf } from './list-files.ts';
import type { ReadProblem } from './parse.ts';
import { maxFileMiB } from './rules.ts';

/** A file and its state on the disk while it was read. */
export interface FileBytes {
  bytes: Uint8Array;
  stats: Stats;
}

/** Neither a link nor a pipe that somebody put there after the listing may lead elsewhere or block. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const maxAttempts = 5;

/** Reads a regular file. A file that changes while it is read is read again. */
export function readFile(path: string): FileBytes | { problem: ReadProblem } {
  try {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const result = readOnce(path);
      if (result) return result;
    }
    return { problem: { rule: 'input/unreadable', what: 'The file changes while it is read.' } };
  } catch (error) {
    return { problem: { rule: 'input/unreadable', what: reasonOf(error) } };
  }
}

function readOnce(path: string): FileBytes | { problem: ReadProblem } | undefined {
  const file = openSync(path, flags);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return { problem: { rule: 'input/special-file', what: 'This is no regular file.' } };
    const { size, mtimeMs } = stats;
    if (size > maxFileMiB * 1024 * 1024) {
      const what = `The file has ${(size / 1024 / 1024).toFixed(1)} MiB.`;
      return { problem: { rule: 'input/too-large', what } };
    }
    const bytes = readFileSync(file);
    const after = fstatSync(file);
    const isSame = after.mtimeMs === mtimeMs && after.size === size && bytes.byteLength === size;
    return isSame ? { bytes, stats } : undefined;
  } finally {
    closeSync(file);
  }
}
