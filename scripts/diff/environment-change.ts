// One environment on both sides; what did not change is read only when an effect asks for it.
import type { Manifest } from '../../crossplane/manifest.ts';
import type { DiffedObject, EnvironmentChange, ObjectChange } from './change.ts';
import { isMapping } from './compare/canonical.ts';
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
    definitionOf: definitionFinder(pair, names.to),
  };
}

const definitionFile = /\/(?:CompositeResource|CustomResource)Definition\.[^/]+$/;

/** Looks at the files of definitions alone; each is parsed when it may be the one. */
function definitionFinder(pair: TreePair, environment: string): EnvironmentChange['definitionOf'] {
  let files: readonly { readonly path: string; readonly bytes: Buffer | undefined }[] | undefined;
  const found = new Map<string, Manifest | undefined>();
  const find = (group: string, kind: string): Manifest | undefined => {
    if (!files) {
      const wanted = pair.filesOf('to', environment).filter(({ path }) => definitionFile.test(path));
      const contents = pair.read(wanted.map(({ ref }) => ref));
      files = wanted.map(({ path }, index) => ({ path, bytes: contents[index] }));
    }
    for (const { path, bytes } of files) {
      if (!path.includes(`.${group}.`) || !bytes?.includes(kind)) continue;
      const object = readObjects(path, bytes, path).objects.find(({ manifest }) =>
        defines(manifest, group, kind),
      );
      if (object) return object.manifest;
    }
    return undefined;
  };
  return (apiVersion, kind) => {
    const [group = '', version] = apiVersion.split('/');
    // Kinds of the core API have no group, and nobody defines them.
    if (version === undefined) return undefined;
    const key = `${group}/${kind}`;
    if (!found.has(key)) found.set(key, find(group, kind));
    return found.get(key);
  };
}

function defines({ spec }: Manifest, group: string, kind: string): boolean {
  return isMapping(spec) && spec.group === group && isMapping(spec.names) && spec.names.kind === kind;
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
