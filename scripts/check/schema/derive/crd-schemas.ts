// Turns a folder of CustomResourceDefinitions into embedded schemas.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { isRecord } from '../../../../envs/schema/field-schema.ts';
import { readSchema, schemasOfCrd } from '../crds.ts';
import { kindKey, type StructuralSchema } from '../structural.ts';
import type { ModelSchemas } from './model-schemas.ts';

/** The schemas of all kinds that the CRDs in a folder define. @throws Error naming a definition that is malformed */
export function crdSchemas(folder: string): ModelSchemas {
  const kinds = new Map<string, StructuralSchema>();
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  for (const file of files.sort()) {
    for (const document of loadAll(readFileSync(join(folder, file), 'utf8'))) {
      if (!isRecord(document) || document.kind !== 'CustomResourceDefinition') continue;
      for (const { apiVersion, kind, schema } of schemasOfCrd(document))
        kinds.set(kindKey(apiVersion, kind), readSchema(withoutTexts(schema), file));
    }
  }
  return { kinds, definitions: new Map() };
}

/** Keywords that only people read. */
const texts = ['description', 'title', 'example', 'externalDocs'];
/** Keywords that hold one schema, several of them, or one for each name. */
const parts = ['items', 'not', 'additionalProperties'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties'];

/** The schema with nothing but what decides what is accepted. */
function withoutTexts(schema: unknown): unknown {
  if (!isRecord(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !texts.includes(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, member(keyword, value)]));
}

function member(keyword: string, value: unknown): unknown {
  if (parts.includes(keyword)) return withoutTexts(value);
  if (lists.includes(keyword) && Array.isArray(value)) return value.map(withoutTexts);
  if (maps.includes(keyword) && isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutTexts(part)]));
  return value;
}
