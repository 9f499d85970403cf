// Does the operations of a journal. Doing them again is doing them once, so an interrupted run can be completed.
import { type FileSystem, hashOf } from './file-system.ts';
import type { Operation } from './journal.ts';
import { explain } from './tree-error.ts';
import { journalPath, stagingPath, type TreePlace } from './tree-place.ts';

/** Does what is still to be done; gives back the paths that somebody else has changed, and which it left alone. */
export async function complete(
  fs: FileSystem,
  place: TreePlace,
  operations: readonly Operation[],
): Promise<string[]> {
  try {
    const directories = new Directories(fs, place.root);
    const skipped = operations
      .filter((operation) => !perform(fs, place, directories, operation))
      .map(({ path }) => path);
    for (const { type, path } of operations) {
      if (type === 'delete') removeEmptyParents(fs, place, path);
    }
    await fs.flush(existingParents(fs, place, operations));
    // The journal goes last: as long as anything is left beside the tree, it tells what that is.
    discard(fs, place);
    fs.remove(journalPath(place));
    return skipped;
  } catch (error) {
    throw explain(error, place.root, 'The new tree is staged; the next command completes it.');
  }
}

/** False when somebody else has changed what is to be replaced or deleted. Doing it twice is doing it once. */
function perform(fs: FileSystem, place: TreePlace, directories: Directories, operation: Operation): boolean {
  const target = `${place.root}/${operation.path}`;
  if (!directories.areReal(operation.path)) return false;
  const current = currentHash(fs, target);
  if (operation.type === 'delete') {
    if (current === null) return true;
    if (current !== operation.before) return false;
    fs.remove(target);
    return true;
  }
  if (current === operation.after) return true;
  if (current !== operation.before) return false;
  directories.make(operation.path);
  return fs.rename(`${stagingPath(place)}/${operation.staged}`, target);
}

/** The folders of the tree, looked at once each. */
class Directories {
  private readonly fs: FileSystem;
  private readonly root: string;
  private readonly real = new Map<string, boolean>();
  private readonly made = new Set<string>();

  constructor(fs: FileSystem, root: string) {
    this.fs = fs;
    this.root = root;
  }

  /** True when nothing but a directory is, or will be, above the path: no link leads out of the tree. */
  areReal(path: string): boolean {
    return this.above(path).every((directory) => {
      const known = this.real.get(directory);
      if (known !== undefined) return known;
      const real = ['directory', undefined].includes(this.fs.typeOf(directory));
      this.real.set(directory, real);
      return real;
    });
  }

  make(path: string): void {
    for (const directory of this.above(path)) {
      if (!this.made.has(directory)) this.fs.makeDirectory(directory);
      this.made.add(directory);
    }
  }

  private above(path: string): string[] {
    return [this.root, ...parentsOf(path).map((parent) => `${this.root}/${parent}`)];
  }
}

/** Hash of what is at the path: `null` when there is nothing, the type when it is no file. */
function currentHash(fs: FileSystem, path: string): string | null {
  const type = fs.typeOf(path);
  if (type !== 'file') return type ?? null;
  const file = fs.read(path);
  return file ? hashOf(file) : null;
}

/** The directories that the operations touch, as far as they exist. */
export function existingParents(
  fs: FileSystem,
  place: TreePlace,
  operations: readonly Operation[],
): string[] {
  const parents = new Set([place.root]);
  for (const { path } of operations) {
    for (const parent of parentsOf(path)) parents.add(`${place.root}/${parent}`);
  }
  return [...parents].filter((path) => fs.typeOf(path) === 'directory');
}

function removeEmptyParents(fs: FileSystem, place: TreePlace, path: string): void {
  for (const parent of parentsOf(path).reverse()) {
    if (!fs.removeDirectory(`${place.root}/${parent}`)) return;
  }
}

/** `prod/airflow/x.yaml` → `prod`, `prod/airflow`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Removes staged files; a journal in its place stays. */
export function discard(fs: FileSystem, place: TreePlace): void {
  const staging = stagingPath(place);
  for (const { name } of fs.list(staging) ?? []) fs.remove(`${staging}/${name}`);
  fs.removeDirectory(staging);
}
