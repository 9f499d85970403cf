// Reads what a report shows beyond the comparison: whole manifests and whole environments, with secrets masked.
import { dump } from 'js-yaml';
import type { DiffedObject } from '../change.ts';
import type { Masker } from '../compare/mask.ts';
import { readObjects } from '../read-objects.ts';
import {
  environmentOfPath,
  type FilePair,
  type FileRef,
  isManifestPath,
  type SideName,
  type TreePair,
} from '../trees/tree-pair.ts';
import type { ReportSources } from './formats.ts';

/** Sources of a pair of trees. */
export function reportSources(pair: TreePair, mask: Masker): ReportSources {
  const objects = new Map<string, readonly DiffedObject[]>();
  const contents = changedFiles(pair);
  return {
    yaml(change, side) {
      const bytes = contents.read(side === 'from' ? (change.fromFile ?? change.file) : change.file, side);
      // A Secret is not shown at all: its YAML could hold values in places that no masking knows.
      if (!bytes || change.kind === 'Secret') return undefined;
      return maskedYaml(bytes, change.file, mask);
    },
    yamlBytes(change) {
      if (change.kind === 'Secret') return 0;
      const from = change.type === 'created' ? 0 : contents.size(change.fromFile ?? change.file, 'from');
      return from + (change.type === 'deleted' ? 0 : contents.size(change.file, 'to'));
    },
    objects(environment, side) {
      const key = `${side} ${environment}`;
      const known = objects.get(key);
      if (known) return known;
      const files = pair.filesOf(side, environment).filter(({ path }) => isManifestPath(path));
      const contents = pair.read(files.map(({ ref }) => ref));
      const found = files.flatMap(({ path }, index) => {
        const bytes = contents[index];
        return bytes ? readObjects(path, bytes, path).objects : [];
      });
      const masked = found.map((object) => ({ ...object, manifest: mask.manifest(object.manifest) }));
      objects.set(key, masked);
      return masked;
    },
  };
}

/** Files of this many environments stay in memory: some MiB each. */
const rememberedEnvironments = 2;

interface ChangedFiles {
  size(path: string, side: SideName): number;
  read(path: string, side: SideName): Buffer | undefined;
}

/** Reads changed files a whole environment at a time: asking git for one takes as long as for all of them. */
function changedFiles(pair: TreePair): ChangedFiles {
  let sizes: ReadonlyMap<string, number> | undefined;
  const readSizes = (): ReadonlyMap<string, number> => {
    const wanted = pair.files.flatMap(sidesOf);
    const found = pair.sizes(wanted.map(({ ref }) => ref));
    return new Map(wanted.map(({ key }, index) => [key, found[index] ?? 0]));
  };
  const byEnvironment = Map.groupBy(pair.files, ({ path }) => environmentOfPath(path));
  const remembered = new Map<string, ReadonlyMap<string, Buffer | undefined>>();
  const read = (environment: string): ReadonlyMap<string, Buffer | undefined> => {
    const wanted = (byEnvironment.get(environment) ?? []).flatMap(sidesOf);
    const found = pair.read(wanted.map(({ ref }) => ref));
    return new Map(wanted.map(({ key }, index) => [key, found[index]]));
  };
  return {
    size(path, side) {
      sizes ??= readSizes();
      return sizes.get(`${side} ${path}`) ?? 0;
    },
    read(path, side) {
      const environment = environmentOfPath(path);
      const files = remembered.get(environment) ?? read(environment);
      if (!remembered.has(environment)) {
        const [oldest] = remembered.keys();
        if (oldest !== undefined && remembered.size >= rememberedEnvironments) remembered.delete(oldest);
        remembered.set(environment, files);
      }
      return files.get(`${side} ${path}`);
    },
  };
}

function sidesOf({ path, from, to }: FilePair): { readonly key: string; readonly ref: FileRef }[] {
  return [
    ...(from ? [{ key: `from ${path}`, ref: from }] : []),
    ...(to ? [{ key: `to ${path}`, ref: to }] : []),
  ];
}

/** The file as it is where it holds no secret; written anew, without them, where it does. */
function maskedYaml(bytes: Buffer, file: string, mask: Masker): string | undefined {
  const { objects, problems } = readObjects(file, bytes, file);
  if (problems.length > 0 || objects.some(({ manifest }) => manifest.kind === 'Secret')) return undefined;
  const manifests = objects.map(({ manifest }) => manifest);
  const masked = manifests.map((manifest) => mask.manifest(manifest));
  if (JSON.stringify(masked) === JSON.stringify(manifests)) return bytes.toString('utf8');
  return masked.map((manifest) => dump(manifest, { lineWidth: -1 })).join('---\n');
}
