// Reads what a report shows beyond the comparison: whole manifests and whole environments, with secrets masked.
import type { DiffedObject } from '../change.ts';
import type { Masker } from '../compare/mask.ts';
import { readObjects } from '../read-objects.ts';
import { type FileRef, isManifestPath, type SideName, type TreePair } from '../trees/tree-pair.ts';
import type { ReportSources } from './formats.ts';

/** Sources of a pair of trees. */
export function reportSources(pair: TreePair, mask: Masker): ReportSources {
  const objects = new Map<string, readonly DiffedObject[]>();
  let refs: Readonly<Record<SideName, ReadonlyMap<string, FileRef | undefined>>> | undefined;
  return {
    yaml(change, side) {
      refs ??= {
        from: new Map(pair.files.map(({ path, from }) => [path, from])),
        to: new Map(pair.files.map(({ path, to }) => [path, to])),
      };
      const ref = refs[side].get(side === 'from' ? (change.fromFile ?? change.file) : change.file);
      const [bytes] = ref ? pair.read([ref]) : [];
      // A Secret is not shown at all: its YAML could hold values in places that no masking knows.
      if (!bytes || change.kind === 'Secret') return undefined;
      return bytes.toString('utf8');
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
