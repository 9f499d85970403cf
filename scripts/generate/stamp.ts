// Remembers what the sources gave last time, so that a run without changes need not generate again.
//
// The key is made of contents, never of times. A stamp says what the tree should be; whether it is so is always read
// from the disk. The stamp can be deleted at any time, and a damaged one is ignored.
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../envs/finding.ts';

/** Hash of each file of an environment, by path inside the tree. */
export type FileHashes = [path: string, hash: string][];

/** What the sources gave. */
export interface Stamp {
  /** All environments of the product, in its order. */
  names: string[];
  /** Those that have been planned since the sources changed. */
  environments: Record<string, FileHashes>;
  /** What kept environments from being generated in full, by environment. */
  notices: Record<string, Finding[]>;
}

/** Folders whose every file can change what is generated. */
const sourceFolders = ['envs', 'crossplane', 'charts', 'argocd', 'dags', 'scripts'];
/** `node_modules/.package-lock.json` is what npm really installed. */
const sourceFiles = ['versions.ts', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

/** Hash of everything under `root` that the generated files depend on, and of the Node version that made them. */
export function sourceKey(root: string): string {
  const parts = [process.version];
  for (const file of [...sourceFolders.flatMap((folder) => filesUnder(root, folder)), ...sourceFiles]) {
    parts.push(file, hashOfFile(join(root, file)));
  }
  return hash('sha256', parts.join('\n'));
}

/** The stamp for these sources, if there is one. */
export function readStamp(file: string, key: string): Stamp | undefined {
  try {
    const [checksum, body] = readFileSync(file, 'utf8').split('\n');
    if (!body || checksum !== hash('sha256', key + body)) return undefined;
    const stamp: Stamp = JSON.parse(body);
    return stamp;
  } catch {
    return undefined;
  }
}

/** Writes the stamp, in one step. A stamp is only a convenience: where it can't be written, there is none. */
export function writeStamp(file: string, key: string, stamp: Stamp): void {
  const body = JSON.stringify(stamp);
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${hash('sha256', key + body)}\n${body}\n`);
    renameSync(draft, file);
  } catch {
    // A full or read-only disk: the next run generates again.
  }
}

function filesUnder(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  } catch {
    return [];
  }
}

function hashOfFile(path: string): string {
  try {
    return hash('sha256', readFileSync(path));
  } catch {
    return 'absent';
  }
}
