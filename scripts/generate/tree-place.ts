// Where a tree lies on the disk, and where its unfinished changes are kept.
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A tree and the folder of its unfinished changes. */
export interface TreePlace {
  /** Absolute path of the tree, without symbolic links. */
  root: string;
  /** Folder beside the tree, on the same file system: claims, journal and staged files. */
  pending: string;
}

/** The place of a tree given by a path; the tree itself need not exist. */
export function placeOf(path: string): TreePlace {
  const root = existsSync(path) ? realpathSync(path) : resolve(path);
  return { root, pending: join(dirname(root), `.${basename(root)}.pending`) };
}

/** Makes the folder that the tree is to lie in. */
export function makeParent(place: TreePlace): void {
  mkdirSync(dirname(place.root), { recursive: true });
}

/** The journal of a change that is being done. */
export function journalPath({ pending }: TreePlace): string {
  return `${pending}/journal`;
}

/** Folder of new contents on their way into the tree. */
export function stagingPath({ pending }: TreePlace): string {
  return `${pending}/staging`;
}
