// Judges by the schemas that come with this project, made from its typed models: no network, no cluster.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootSchema } from './crds.ts';
import { lazySource } from './judge.ts';
import { metadataSchema } from './metadata.ts';
import { withServerChecks, withServerDefaults } from './native.ts';
import type { SchemaSource } from './source.ts';
import type { Definitions, KindSchema } from './structural.ts';

const folder = join(import.meta.dirname, 'embedded');

/** What `npm run generate:schemas` says of its files. */
interface Index {
  readonly madeFrom: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly files: Readonly<Record<string, string>>;
  readonly definitionFiles: Readonly<Record<string, string>>;
  readonly native: readonly string[];
}

interface SchemaFile {
  readonly kinds: Definitions;
  readonly definitions: Definitions;
}

let source: SchemaSource | undefined;
let knownFinder: Finder | undefined;

/** The embedded schemas. A file of schemas is read when the first manifest of its API group comes. */
export function embeddedSchemas(): SchemaSource {
  source ??= openSource();
  return source;
}

/** Version of each package that the embedded schemas were made from. */
export function embeddedVersions(): Readonly<Record<string, string>> {
  return readIndex().madeFrom;
}

/** The embedded schema of one kind, for example of `apps/v1/Deployment`; undefined when there is none. */
export function embeddedSchema(key: string): KindSchema | undefined {
  return finder()(key);
}

function openSource(): SchemaSource {
  return lazySource('embedded schemas', `embedded-${readIndex().fingerprint}`, finder());
}

type Finder = (key: string) => KindSchema | undefined;

/** One for all callers, so that each file of schemas is read once. */
function finder(): Finder {
  knownFinder ??= openFinder();
  return knownFinder;
}

function openFinder(): Finder {
  const index = readIndex();
  const files = new Map<string, SchemaFile>();
  return (key) => {
    const parts = key.split('/');
    const kind = parts.at(-1) ?? '';
    const apiVersion = parts.slice(0, -1).join('/');
    const group = parts.length === 3 ? (parts[0] ?? '') : '';
    for (const table of [index.definitionFiles, index.files]) {
      const name = Object.hasOwn(table, group) ? table[group] : undefined;
      if (name === undefined) continue;
      const native = index.native.includes(name);
      const file = files.get(name) ?? readSchemas(name, native);
      files.set(name, file);
      const schema = Object.hasOwn(file.kinds, key) ? file.kinds[key] : undefined;
      if (schema)
        return { apiVersion, kind, schema: rootSchema(schema), definitions: file.definitions, native };
    }
    return undefined;
  };
}

function readIndex(): Index {
  const index: Index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  return index;
}

function readSchemas(name: string, native: boolean): SchemaFile {
  const file: SchemaFile = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const definitions = { ...file.definitions, ObjectMeta: metadataSchema };
  if (!native) return { kinds: file.kinds, definitions: withServerDefaults(definitions) };
  return {
    kinds: withServerChecks(file.kinds, definitions),
    definitions: withServerChecks(definitions),
  };
}
