// Reads the files that differ, some environments at a time, and tells what can't be read.
import type { Finding } from '../../envs/finding.ts';
import { maxFileBytes } from './read-objects.ts';
import {
  environmentOfPath,
  type FilePair,
  type FileRef,
  isManifestPath,
  type TreePair,
} from './trees/tree-pair.ts';

/** What reading needs to know. */
export interface ReadRequest {
  readonly pair: TreePair;
  /** Set when two environments with different names are compared. */
  readonly translation?: { readonly environment: string };
  /** New names by old names of environments that were renamed. */
  readonly renamed?: ReadonlyMap<string, string>;
  /** How messages name a file of the tree. */
  readonly shownAs?: (path: string) => string;
}

/** Files are read in batches of whole environments of about this many files, to bound the memory. */
const batchFiles = 400;

/** The files of one environment that differ. */
export interface EnvironmentFiles {
  readonly environment: string;
  readonly files: readonly FilePair[];
}

/** Files that differ by environment; under its new name where it got one. */
export function filesByEnvironment({ pair, translation, renamed }: ReadRequest): EnvironmentFiles[] {
  // What can't be read may stand for a whole folder, so its name tells nothing.
  const isUnreadable = (ref?: FileRef) => ref?.type === 'submodule' || ref?.type === 'link';
  const files = pair.files.filter(
    ({ path, from, to }) => isManifestPath(path) || isUnreadable(from) || isUnreadable(to),
  );
  if (translation) return [{ environment: translation.environment, files }];
  const groups = Map.groupBy(files, ({ path }) => {
    const name = environmentOfPath(path);
    return renamed?.get(name) ?? name;
  });
  return [...groups].map(([environment, own]) => ({ environment, files: own }));
}

/** Environments in groups that fit into memory together. */
export function* batches(environments: readonly EnvironmentFiles[]): Iterable<EnvironmentFiles[]> {
  let batch: EnvironmentFiles[] = [];
  let size = 0;
  for (const environment of environments) {
    batch.push(environment);
    size += environment.files.length;
    if (size < batchFiles) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Bytes by `from PATH` and `to PATH`; without what can't be read. */
export type Contents = ReadonlyMap<string, Buffer>;

/** Reads both sides of files in one go. What can't be read is added to `problems`. */
export function readBatch(
  { pair, shownAs }: ReadRequest,
  files: readonly FilePair[],
  problems: Finding[],
): Contents {
  const wanted = files.flatMap(({ path, from, to }) => [
    ...(from ? [{ id: `from ${path}`, path, ref: from }] : []),
    ...(to ? [{ id: `to ${path}`, path, ref: to }] : []),
  ]);
  const sizes = pair.sizes(wanted.map(({ ref }) => ref));
  const readable = wanted.filter(({ path, ref, id }, index) => {
    const size = sizes[index];
    const problem = unreadable(ref, size);
    if (!problem) return true;
    const side = id.startsWith('from ') ? 'earlier' : 'later';
    problems.push({
      rule: 'diff/unreadable-file',
      severity: side === 'later' ? 'error' : 'warning',
      where: { file: shownAs?.(path) ?? path },
      what: `On the ${side} side, ${problem}`,
      why: 'What is in it takes no part in the comparison.',
      fix: 'Keep nothing but manifests in the tree: "npm run generate" writes them.',
    });
    return false;
  });
  const contents = pair.read(readable.map(({ ref }) => ref));
  const found = new Map<string, Buffer>();
  for (const [index, { id }] of readable.entries()) {
    const bytes = contents[index];
    if (bytes) found.set(id, bytes);
  }
  return found;
}

function unreadable({ type }: FileRef, size: number | undefined): string | undefined {
  if (type === 'submodule') return 'it is a submodule: another repository.';
  if (type === 'link') return 'it is a symbolic link, which Argo CD follows and a comparison does not.';
  if (size === undefined) return 'it is not in this clone, which is partial or damaged.';
  if (size > maxFileBytes)
    return `it has ${Math.round(size / 1024 ** 2)} MiB, more than ${maxFileBytes / 1024 ** 2} MiB.`;
  return undefined;
}
