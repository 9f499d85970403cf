// `npm run generate:schemas`: writes the embedded schemas from the installed typed models.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ModelSchemas, modelSchemas } from './model-schemas.ts';
import { embeddedPackages } from './packages.ts';
import { type EmbeddedFile, withSharedParts } from './shared-parts.ts';

const project = resolve(import.meta.dirname, '../../../..');
const modules = join(project, 'node_modules');

/** What the embedded schemas are, file by file. */
interface Index {
  /** Version of each package that they were made from. */
  readonly madeFrom: Record<string, string>;
  /** File of each API group; the group of the core is the empty text. */
  readonly files: Record<string, string>;
  /** Hash of all files but this one. */
  fingerprint: string;
  /** Files with the kinds that the API server knows by itself. */
  readonly native: string[];
}

const folder = join(project, 'scripts/check/schema/embedded');
const hash = createHash('sha256');
const index: Index = { madeFrom: {}, fingerprint: '', files: {}, native: [] };
rmSync(folder, { recursive: true, force: true });
for (const model of embeddedPackages) {
  const schemas = await modelSchemas({ ...model, folder: join(modules, model.name) }, modules);
  const files = new Map<string, ModelSchemas>();
  for (const [key, schema] of schemas.kinds) {
    const group = key.split('/').length === 3 ? (key.split('/')[0] ?? '') : '';
    const file = model.file(group);
    const part = files.get(file) ?? { kinds: new Map(), definitions: schemas.definitions };
    part.kinds.set(key, schema);
    files.set(file, part);
    index.files[group] = file;
    if (model.native && !index.native.includes(file)) index.native.push(file);
  }
  for (const [file, part] of files) {
    const text = printed(withSharedParts(part));
    hash.update(text);
    write(`${file}.json`, text);
  }
  index.madeFrom[model.name] = versionOf(model.name);
}
index.madeFrom['@kubernetes-models/apimachinery'] = versionOf('@kubernetes-models/apimachinery');
index.fingerprint = hash.digest('hex').slice(0, 16);
write('index.json', `${JSON.stringify(index, undefined, 2)}\n`);

function write(file: string, text: string): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function versionOf(name: string): string {
  const text: { version?: unknown } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return String(text.version);
}

/** One schema a line: a new version of a model changes the lines of the kinds that it changes. */
function printed({ kinds, definitions }: EmbeddedFile): string {
  const lines = (schemas: object) =>
    Object.entries(schemas)
      .map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`)
      .join(',\n');
  return `{"kinds":{\n${lines(kinds)}\n},"definitions":{\n${lines(definitions)}\n}}\n`;
}
