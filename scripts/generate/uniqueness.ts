// Finds manifests of one environment that Kubernetes would take for the same object, or that would share a file.
import type { Manifest } from '../../crossplane/manifest.ts';
import type { Finding } from '../../envs/finding.ts';
import type { PlannedFile } from './planned-file.ts';

/** One finding for each file that clashes with an earlier one; it names both origins. */
export function findClashes(files: readonly PlannedFile[]): Finding[] {
  const identities = new Map<string, PlannedFile>();
  const paths = new Map<string, PlannedFile>();
  const findings: Finding[] = [];
  for (const file of files) {
    const identity = identityOf(file.manifest);
    // Case counts in Kubernetes, but not in the checkouts of macOS and Windows.
    const path = file.path.toLowerCase();
    const same = identities.get(identity);
    const neighbour = paths.get(path);
    if (same) findings.push(duplicate(same, file));
    else if (neighbour) findings.push(sharedPath(neighbour, file));
    identities.set(identity, same ?? file);
    paths.set(path, neighbour ?? file);
  }
  return findings;
}

function identityOf({ apiVersion, kind, metadata }: Manifest): string {
  // Two versions of one group serve the same object.
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return [group, kind, metadata.namespace ?? '', metadata.name].join('\0');
}

function duplicate(first: PlannedFile, second: PlannedFile): Finding {
  return {
    rule: 'generate/duplicate-manifest',
    severity: 'error',
    where: { file: second.path, source: origins(first, second) },
    what: `${describe(second.manifest)} is made twice: by ${maker(first)} and by ${maker(second)}.`,
    why: 'A cluster holds one object of a kind, namespace and name; the second would overwrite the first.',
    fix: 'Rename one of the two, or remove it.',
  };
}

function sharedPath(first: PlannedFile, second: PlannedFile): Finding {
  return {
    rule: 'generate/shared-path',
    severity: 'error',
    where: { file: second.path, source: origins(first, second) },
    what:
      `${describe(second.manifest)} (${maker(second)}) and ${describe(first.manifest)} (${maker(first)}) ` +
      'would be the same file.',
    why: 'One file holds one manifest, and some file systems take upper and lower case for the same.',
    fix: 'Give one of the two another name.',
  };
}

function describe({ apiVersion, kind, metadata }: Manifest): string {
  const place = metadata.namespace ? ` in namespace ${metadata.namespace}` : '';
  return `${kind} (${apiVersion}) "${metadata.name}"${place}`;
}

function maker({ origin, previewOf }: PlannedFile): string {
  return previewOf ? `${origin} (preview of ${previewOf.kind} "${previewOf.name}")` : origin;
}

function origins(first: PlannedFile, second: PlannedFile): string {
  return first.origin === second.origin ? first.origin : `${first.origin}, ${second.origin}`;
}
