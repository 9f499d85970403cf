// One hash of everything that decides what `check` says besides the manifests: its code, its schemas, its libraries.
import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `node_modules/.package-lock.json` is what npm really installed. */
const otherFiles = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json'];
const codeFolder = 'scripts/check';
const importedPath = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

/**
 * Hash of all files under `scripts/check`, of every file that they import, and of the Node version.
 * Environment descriptions are no part of it: what follows from them is in the manifests.
 */
export function codeKey(root: string): string {
  const parts = [process.version];
  const add = (path: string): string => {
    const bytes = readIfThere(join(root, path));
    parts.push(path, bytes ? hash('sha256', bytes) : 'absent');
    return bytes && path.endsWith('.ts') ? bytes.toString('utf8') : '';
  };
  const paths = filesUnder(root, codeFolder);
  const seen = new Set(paths);
  // Grows while it is walked.
  for (const path of paths) {
    for (const [, imported] of add(path).matchAll(importedPath)) {
      const target = join(path, '..', imported ?? '');
      if (!seen.has(target)) paths.push(target);
      seen.add(target);
    }
  }
  for (const path of otherFiles) add(path);
  return hash('sha256', parts.join('\n'));
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
