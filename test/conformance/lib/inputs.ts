// Hashes what a check depends on: its own code, the manifests that it judges, and the pins of what it runs.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * A hash of files by path and content; folders count with all that is in them, except packages and caches.
 * @param counts which files count; all of them by default
 */
export function hashOfFiles(
  root: string,
  paths: readonly string[],
  counts: (file: string) => boolean = () => true,
): string {
  const hash = createHash('sha256');
  const files = paths.flatMap((path) => filesOf(resolve(root, path))).filter(counts);
  for (const file of files.sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const passedOver = new Set(['node_modules', '__pycache__', '.git', '.mypy_cache', '.ruff_cache']);

function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !passedOver.has(name))
    .flatMap((name) => filesOf(join(path, name)));
}

// Both `import … from './x.ts'`, `export … from` and `import('./x.ts')`, and files named by `new URL('./x', …)`.
const reference = /(?:\bfrom\s+|\bimport\s*\(?\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

/** The files that a module is made of: itself and whatever it imports from this project, directly or not. */
export function moduleFiles(entries: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = entries.map((entry) => resolve(entry));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (found.has(file) || !existsSync(file) || !statSync(file).isFile()) continue;
    found.add(file);
    if (!/\.[cm]?[jt]s$/.test(file)) continue;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(reference))
      if (path) waiting.push(resolve(dirname(file), path));
  }
  return [...found].sort();
}
