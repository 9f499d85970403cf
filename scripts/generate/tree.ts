// Reads the tree on disk: every file with its hash, and everything that can't be one of ours.
import { type FileSystem, hashOf } from './file-system.ts';
import { isOurs } from './header.ts';

/** One file on disk. */
export interface ExistingFile {
  /** SHA-256 of the contents, in hexadecimal. */
  hash: string;
  /** True when we wrote it: see `header.ts`. */
  ours: boolean;
}

/** What lies in the tree (or in one environment's folder of it). */
export interface ExistingTree {
  /** Regular files by path inside the tree. */
  files: Map<string, ExistingFile>;
  /** Paths of links, devices and sockets, and of directories deeper than we make any. */
  strange: string[];
}

/** Depth of files in the tree: environment, application, file. Nothing below is looked at. */
const fileDepth = 3;

/** Reads the tree under `root`, or only the folders of the named environments. */
export function readTree(fs: FileSystem, root: string, environments?: readonly string[]): ExistingTree {
  const tree: ExistingTree = { files: new Map(), strange: [] };
  const type = fs.typeOf(root);
  if (type !== 'directory') {
    // An empty path stands for the tree itself.
    if (type) tree.strange.push('');
    return tree;
  }
  if (!environments) {
    readDirectory(fs, root, '', 1, tree);
    return tree;
  }
  for (const name of environments) {
    const type = fs.typeOf(`${root}/${name}`);
    if (type) readEntry(fs, root, name, type, 1, tree);
  }
  return tree;
}

function readDirectory(fs: FileSystem, root: string, path: string, depth: number, tree: ExistingTree): void {
  for (const { name, type } of fs.list(path ? `${root}/${path}` : root) ?? []) {
    readEntry(fs, root, path ? `${path}/${name}` : name, type, depth, tree);
  }
}

function readEntry(
  fs: FileSystem,
  root: string,
  path: string,
  type: 'file' | 'directory' | 'other',
  depth: number,
  tree: ExistingTree,
): void {
  if (type === 'file') {
    const file = fs.read(`${root}/${path}`);
    if (file) tree.files.set(path, { hash: hashOf(file), ours: isOurs(path, file.bytes) });
  } else if (type === 'directory' && depth < fileDepth) {
    readDirectory(fs, root, path, depth + 1, tree);
  } else {
    tree.strange.push(path);
  }
}
