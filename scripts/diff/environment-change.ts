// One environment on both sides; what did not change is read only when an effect asks for it.
import type { DiffedObject, EnvironmentChange, ObjectChange } from './change.ts';
import { readObjects } from './read-objects.ts';
import { isManifestPath, type SideName, type TreePair } from './trees/tree-pair.ts';

/** What is known of an environment before anything else is read. */
export interface KnownEnvironment {
  readonly environment: string;
  readonly changes: readonly ObjectChange[];
  /** Objects of the files that differ, by side. */
  readonly changed: { readonly from: readonly DiffedObject[]; readonly to: readonly DiffedObject[] };
  /** Paths of the files that differ. */
  readonly changedPaths: ReadonlySet<string>;
}

/** An environment whose sides are read on first use. `names` are its folders, which differ after a rename. */
export function lazyEnvironment(
  known: KnownEnvironment,
  pair: TreePair,
  names: Readonly<Record<SideName, string>>,
): EnvironmentChange {
  let unchanged: readonly DiffedObject[] | undefined;
  const all = (side: SideName): readonly DiffedObject[] => {
    unchanged ??= readUnchanged(known, pair, names);
    return [...unchanged, ...known.changed[side]].sort((a, b) => (a.file < b.file ? -1 : 1));
  };
  const sides: Partial<Record<SideName, readonly DiffedObject[]>> = {};
  return {
    environment: known.environment,
    changes: known.changes,
    get from() {
      sides.from ??= all('from');
      return sides.from;
    },
    get to() {
      sides.to ??= all('to');
      return sides.to;
    },
  };
}

/** Files that did not change are the same on both sides: the later one is read for both. */
function readUnchanged(
  known: KnownEnvironment,
  pair: TreePair,
  names: Readonly<Record<SideName, string>>,
): DiffedObject[] {
  const files = pair
    .filesOf('to', names.to)
    .filter(({ path }) => isManifestPath(path) && !known.changedPaths.has(path));
  const contents = pair.read(files.map(({ ref }) => ref));
  return files.flatMap(({ path }, index) => {
    const bytes = contents[index];
    return bytes ? readObjects(path, bytes, path).objects : [];
  });
}
