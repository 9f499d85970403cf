// Turns the bytes of one file into the objects that it holds.
import { loadAll } from 'js-yaml';
import type { Manifest } from '../../crossplane/manifest.ts';
import type { Finding } from '../../envs/finding.ts';
import type { DiffedObject } from './change.ts';
import { applicationOfPath, environmentOfPath } from './trees/tree-pair.ts';

/** Larger files are reported, not compared: etcd takes no object of more than 1.5 MiB anyway. */
export const maxFileBytes = 8 * 1024 ** 2;

/** What came of reading one file. */
export interface ReadFile {
  readonly objects: readonly DiffedObject[];
  readonly problems: readonly Finding[];
}

const originLine = /^# From (\S+) and /;

/** Reads the objects of a file. `shownAs` names it in problems. Never throws for what is in the file. */
export function readObjects(path: string, bytes: Buffer, shownAs: string): ReadFile {
  const text = bytes.toString('utf8');
  const problem = (what: string, fix: string): ReadFile => ({
    objects: [],
    problems: [
      {
        rule: 'diff/unreadable-file',
        severity: 'error',
        where: { file: shownAs },
        what,
        why: 'What is in this file takes no part in the comparison.',
        fix,
      },
    ],
  });
  if (text.startsWith('<<<<<<< ') || text.includes('\n<<<<<<< ')) {
    return problem(
      'A merge conflict is not resolved.',
      'Run "npm run generate", which writes the file anew.',
    );
  }
  let documents: readonly unknown[];
  try {
    documents = loadAll(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return problem(`No YAML: ${reason}.`, 'Run "npm run generate", which writes the file anew.');
  }
  const origin = originLine.exec(text)?.[1];
  const place = {
    file: path,
    environment: environmentOfPath(path),
    application: applicationOfPath(path),
    origin,
  };
  const objects: DiffedObject[] = [];
  for (const document of documents) {
    if (document === null || document === undefined) continue;
    if (!isManifest(document)) {
      return problem(
        'A document is no Kubernetes object: apiVersion, kind or metadata.name is missing.',
        'Keep nothing but manifests in the tree.',
      );
    }
    objects.push({ ...place, manifest: document });
  }
  return { objects, problems: [] };
}

/** True for anything with an API version, a kind and a name. */
export function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  if (!('apiVersion' in value && 'kind' in value && 'metadata' in value)) return false;
  const { apiVersion, kind, metadata } = value;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    'name' in metadata &&
    typeof metadata.name === 'string'
  );
}
