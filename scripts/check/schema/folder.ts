// Reads the schemas below a folder: CustomResourceDefinitions in YAML or JSON, and OpenAPI documents of a server.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { isRecord } from '../../../envs/schema/field-schema.ts';
import { schemasOfCrd } from './crds.ts';
import { sourceOfKinds } from './judge.ts';
import { schemasOfOpenApi } from './open-api.ts';
import type { SchemaSource } from './source.ts';
import type { KindSchema } from './structural.ts';

/** Schemas that can't be used; the message names the file and says why. */
export class SchemaFolderError extends Error {
  override readonly name = 'SchemaFolderError';
}

/**
 * Judges by the CRDs and the OpenAPI v3 documents (`kubectl get --raw /openapi/v3/…`, in .json files) below a folder.
 * Where both know a kind the CRD counts, which says more. Files that hold something else are passed over.
 * @throws SchemaFolderError when the folder can't be read, a file is broken, or there is no schema at all
 */
export function schemasOfFolder(folder: string): SchemaSource {
  const hash = createHash('sha256');
  const kinds: KindSchema[] = [];
  const served: KindSchema[] = [];
  for (const file of schemaFiles(folder)) {
    const text = readFileSync(file, 'utf8');
    const isDocument = file.endsWith('.json') && text.includes('"openapi"');
    if (!isDocument && !text.includes('CustomResourceDefinition')) continue;
    hash.update(text);
    if (isDocument) served.push(...schemasOfOpenApi(attempt(file, () => JSON.parse(text))));
    for (const crd of crdsIn(file, text)) kinds.push(...attempt(file, () => schemasOfCrd(crd)));
  }
  if (kinds.length + served.length === 0)
    throw new SchemaFolderError(
      `${folder} holds no CustomResourceDefinition in its .yaml, .yml and .json files`,
    );
  return sourceOfKinds(
    `schemas of ${folder}`,
    [...served, ...kinds],
    `crds-${hash.digest('hex').slice(0, 16)}`,
  );
}

function schemaFiles(folder: string): string[] {
  const files = attempt(folder, () => readdirSync(folder, { recursive: true, withFileTypes: true }));
  return files
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function crdsIn(file: string, text: string): unknown[] {
  const documents = attempt(file, () => loadAll(text));
  return documents.flatMap((document) => {
    if (!isRecord(document)) return [];
    const { kind, items } = document;
    if (kind === 'CustomResourceDefinition') return [document];
    if (!Array.isArray(items)) return [];
    // The API server leaves out the kind of the items of a list that is all of one kind.
    if (kind === 'CustomResourceDefinitionList') return items;
    return items.filter((item) => isRecord(item) && item.kind === 'CustomResourceDefinition');
  });
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SchemaFolderError(`${file}: ${why}`, { cause: error });
  }
}
