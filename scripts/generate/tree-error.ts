// Errors of the disk or of other runs, as opposed to errors of the input: they end a command with code 3.
import { errorCode } from './file-system.ts';

/** The tree can't be written or read now. The message says what to do. */
export class TreeError extends Error {
  constructor(what: string, fix: string, cause?: unknown) {
    super(`${what}\n  fix: ${fix}`, { cause });
    this.name = 'TreeError';
  }
}

const causes: Record<string, [what: string, fix: string]> = {
  ENOSPC: ['No space is left on the file system.', 'Free some space, then run the command again.'],
  EDQUOT: ['Your disk quota is used up.', 'Free some space, then run the command again.'],
  EROFS: ['The file system is read-only.', 'Make it writable, or write elsewhere with --out.'],
  EACCES: ['You may not write there.', 'Change the permissions, or write elsewhere with --out.'],
  EPERM: ['You may not write there.', 'Change the permissions, or write elsewhere with --out.'],
  EMFILE: ['Too many files are open.', 'Close other programs, or raise the limit (ulimit -n).'],
  EIO: ['The disk reports a failure.', 'Check the disk, then run the command again.'],
};

/**
 * A `TreeError` for a system error with a known cause; any other error is given back as it is.
 * `state` is a sentence that tells what became of the tree.
 */
export function explain(error: unknown, tree: string, state: string): unknown {
  const known = causes[errorCode(error) ?? ''];
  if (!known || !(error instanceof Error)) return error;
  const [what, fix] = known;
  return new TreeError(
    `${tree} could not be written: ${what} ${state}\n  system: ${error.message}`,
    fix,
    error,
  );
}
