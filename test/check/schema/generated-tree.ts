// Reads the committed tree, for tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import type { Manifest } from '../../../crossplane/manifest.ts';
import { isRecord } from '../../../envs/schema/field-schema.ts';

const tree = resolve(import.meta.dirname, '../../../generated');

/** Every manifest of the committed tree with its file. */
export function generatedManifests(): { file: string; manifest: Manifest }[] {
  return readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, manifest: asManifest(load(readFileSync(join(tree, file), 'utf8'))) }));
}

function asManifest(value: unknown): Manifest {
  if (!isManifest(value)) throw new Error('the tree holds something that is no manifest');
  return value;
}

/** True for what has apiVersion, kind and metadata. */
export function isManifest(value: unknown): value is Manifest {
  return isRecord(value) && typeof value.apiVersion === 'string' && isRecord(value.metadata);
}
