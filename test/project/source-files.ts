// Lists the TypeScript files of the project, for the tests that look at all of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Folders that hold TypeScript. Every one of them is looked at as soon as it exists. */
const folders = ['envs', 'crossplane', 'charts', 'argocd', 'scripts', 'test'];

/** One TypeScript file. */
export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  path: string;
  text: string;
}

/** All TypeScript files of the project, sorted by path. */
export const sourceFiles: readonly SourceFile[] = ['versions.ts', ...folders.flatMap(filesUnder)]
  .sort()
  .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));

function filesUnder(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .filter((path) => !path.includes('node_modules'));
}

/** What a file imports from the project, as paths relative to it; packages and Node modules are left out. */
export function importsOf({ path, text }: SourceFile): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => join(path, '..', specifier));
}
