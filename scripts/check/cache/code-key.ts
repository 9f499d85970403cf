// One hash of everything that decides what `check` says besides the manifests: its code, its schemas, its libraries.
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderStateHash, stateHash } from './disk-state.ts';
import type { CacheStore } from './store.ts';

/** `node_modules/.package-lock.json` is what npm really installed. */
const otherFiles = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json'];
const codeFolder = 'scripts/check';
const importedPath = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

/** A key, and what tells without reading the code that it is still the same. */
interface KnownKey {
  key: string;
  files: string[];
  folders: string[];
  state: string;
}

/**
 * Hash of all files under `scripts/check`, of every file that they import, and of the Node version.
 * Environment descriptions are no part of it: what follows from them is in the manifests.
 * With a store the code is read again only when the disk says that some of it changed.
 */
export function codeKey(root: string, store?: CacheStore, nowMillis = 0): string {
  const known = store?.read('code', isKnownKey);
  if (known && known.state === stateOf(root, known, nowMillis)) return known.key;
  const { key, files } = readCode(root);
  const folders = foldersOf(files);
  // The state of before would be better, but what changed in between is younger than what settles.
  const state = stateOf(root, { files, folders }, nowMillis);
  if (state) store?.write('code', { key, files, folders, state } satisfies KnownKey);
  return key;
}

/** The folder of the code, and all folders in it: a file that comes changes the state of its folder. */
function foldersOf(files: readonly string[]): string[] {
  const folders = new Set([codeFolder]);
  for (const file of files) {
    for (let above = dirname(file); above.startsWith(`${codeFolder}/`); above = dirname(above))
      folders.add(above);
  }
  return [...folders];
}

function stateOf(
  root: string,
  { files, folders }: Pick<KnownKey, 'files' | 'folders'>,
  nowMillis: number,
): string | undefined {
  const parts = [stateHash(root, files, nowMillis), folderStateHash(root, folders, nowMillis)];
  return parts.includes(undefined) ? undefined : [process.version, ...parts].join(' ');
}

function readCode(root: string): { key: string; files: string[] } {
  const parts = [process.version];
  const add = (path: string): string => {
    const bytes = readIfThere(join(root, path));
    parts.push(path, bytes ? hash('sha256', bytes) : 'absent');
    return bytes && path.endsWith('.ts') ? bytes.toString('utf8') : '';
  };
  const files = filesUnder(root, codeFolder);
  const seen = new Set(files);
  // Grows while it is walked.
  for (const path of files) {
    for (const [, imported] of add(path).matchAll(importedPath)) {
      const target = join(path, '..', imported ?? '');
      if (!seen.has(target)) files.push(target);
      seen.add(target);
    }
  }
  for (const path of otherFiles) add(path);
  return { key: hash('sha256', parts.join('\n')), files: [...files, ...otherFiles] };
}

/** The store checks that a value is what was written; this tells the kinds of values apart. */
function isKnownKey(value: unknown): value is KnownKey {
  return typeof value === 'object' && value !== null && 'key' in value && 'folders' in value;
}

/** Hash of the contents of all files under a folder, such as one of schemas. */
export function folderKey(folder: string): string {
  const parts = filesUnder(folder, '').flatMap((path) => [
    path,
    hash('sha256', readFileSync(join(folder, path))),
  ]);
  return hash('sha256', parts.join('\n'));
}

function filesUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
