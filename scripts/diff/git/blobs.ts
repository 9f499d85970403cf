// Reads blobs by their ids: one run of git for any number of them.
import { git } from './run.ts';

/** Sizes in bytes, in the order of the ids; `undefined` for what is no blob of this clone. */
export function blobSizes(root: string, ids: readonly string[]): (number | undefined)[] {
  if (ids.length === 0) return [];
  const lines = git(root, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], `${ids.join('\n')}\n`)
    .toString('utf8')
    .split('\n');
  return ids.map((_, index) => {
    const [type, size] = lines[index]?.split(' ') ?? [];
    return type === 'blob' ? Number(size) : undefined;
  });
}

/** Contents in the order of the ids; `undefined` for what this clone does not have. */
export function readBlobs(root: string, ids: readonly string[]): (Buffer | undefined)[] {
  if (ids.length === 0) return [];
  const output = git(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map(() => {
    const end = output.indexOf(10, at);
    const [, type, size] = output.toString('latin1', at, end).split(' ');
    if (type === 'missing' || size === undefined) {
      at = end + 1;
      return undefined;
    }
    const start = end + 1;
    at = start + Number(size) + 1;
    return output.subarray(start, start + Number(size));
  });
}
