// Reads files of the disk and blobs of git in one call.
import { readFileSync, statSync } from 'node:fs';
import { blobSizes, readBlobs } from '../git/blobs.ts';
import type { FileRef } from './tree-pair.ts';

/** Contents in the order of the references. `root` is a folder of the repository; it is needed for blobs only. */
export function readRefs(root: string, refs: readonly FileRef[]): (Buffer | undefined)[] {
  const blobs = readBlobs(root, idsOf(refs)).values();
  return refs.map((ref) => {
    if (ref.type === 'blob') return blobs.next().value;
    return ref.type === 'file' ? unlessMissing(() => readFileSync(ref.path)) : undefined;
  });
}

/** Sizes in bytes, in the order of the references. */
export function sizesOfRefs(root: string, refs: readonly FileRef[]): (number | undefined)[] {
  const sizes = blobSizes(root, idsOf(refs)).values();
  return refs.map((ref) => {
    if (ref.type === 'blob') return sizes.next().value;
    return ref.type === 'file' ? unlessMissing(() => statSync(ref.path).size) : undefined;
  });
}

function idsOf(refs: readonly FileRef[]): string[] {
  return refs.flatMap((ref) => (ref.type === 'blob' ? [ref.id] : []));
}

/** A file that goes away between listing and reading is as good as one that was never there. */
function unlessMissing<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
