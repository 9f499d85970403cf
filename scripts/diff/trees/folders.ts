// Two folders on disk as a pair of trees.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inputError } from '../input-error.ts';
import { readRefs, sizesOfRefs } from './read-refs.ts';
import { environmentOfPath, type FilePair, type TreeFile, type TreePair } from './tree-pair.ts';

/** What a pair of folders is made from. */
export interface FoldersRequest {
  /** Absolute paths. */
  readonly from: string;
  readonly to: string;
  /** Looks at these environments only; at all of them when absent. */
  readonly environments?: readonly string[];
}

/** Compares two folders byte by byte. Throws a `FindingsError` when one is missing. */
export function folderPair({ from, to, environments }: FoldersRequest): TreePair {
  const isWanted = (path: string) => !environments || environments.includes(environmentOfPath(path));
  const left = new Map(filesBelow(from).map((file) => [file.path, file]));
  const right = new Map(filesBelow(to).map((file) => [file.path, file]));
  const paths = [...new Set([...left.keys(), ...right.keys()])].filter(isWanted).sort();
  const files = paths.flatMap((path): FilePair[] => {
    const pair = { path, from: left.get(path)?.ref, to: right.get(path)?.ref };
    return haveSameBytes(join(from, path), join(to, path), pair) ? [] : [pair];
  });
  const sideFiles = { from: [...left.values()], to: [...right.values()] };
  return {
    from: { label: from },
    to: { label: to },
    files,
    environments: (side) => [...new Set(sideFiles[side].map(({ path }) => environmentOfPath(path)))],
    filesOf: (side, environment) =>
      sideFiles[side].filter(({ path }) => environmentOfPath(path) === environment),
    existing: (paths) => paths.filter((path) => right.has(path)),
    read: (refs) => readRefs('.', refs),
    sizes: (refs) => sizesOfRefs('.', refs),
  };
}

/** All files below a folder, in the order of their paths. Links are not followed. */
export function filesBelow(folder: string): TreeFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw inputError({
      rule: 'diff/no-folder',
      where: { file: folder },
      what: 'There is no such folder.',
      why: 'Both sides of a comparison must be there.',
      fix: 'Name two folders that hold <environment>/<application>/<Kind>.<name>.yaml.',
    });
  }
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry): TreeFile => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path).replaceAll('\\', '/'), ref: { type: 'file', path } };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function haveSameBytes(left: string, right: string, { from, to }: FilePair): boolean {
  if (!from || !to || statSync(left).size !== statSync(right).size) return false;
  return readFileSync(left).equals(readFileSync(right));
}
