// `npm run generate:schemas [-- --crds DIR]`: writes the embedded schemas from the installed typed models. Those from
// CRDs of operators are made anew from DIR, which holds a folder for each, and else stay as they are.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { crdSchemas } from './crd-schemas.ts';
import { type ModelSchemas, modelSchemas } from './model-schemas.ts';
import { embeddedDefinitions, embeddedPackages } from './packages.ts';
import { type EmbeddedFile, withSharedParts } from './shared-parts.ts';

const project = resolve(import.meta.dirname, '../../../..');
const modules = join(project, 'node_modules');
const folder = join(project, 'scripts/check/schema/embedded');

/** What the embedded schemas are, file by file. */
interface Index {
  /** Version of each package that they were made from. */
  readonly madeFrom: Record<string, string>;
  /** Version of each operator whose CRDs they were made from. */
  readonly definitionsOf: Record<string, string>;
  /** File of each API group from packages; the group of the core is the empty text. */
  readonly files: Record<string, string>;
  /** File of each API group from CRDs, whose kinds come before those of packages. */
  readonly definitionFiles: Record<string, string>;
  /** Hash of all files but this one. */
  fingerprint: string;
  /** Files with the kinds that the API server knows by itself. */
  readonly native: string[];
}

const { values } = parseArgs({ options: { crds: { type: 'string' } } });
const before: Index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
const index: Index = {
  madeFrom: {},
  definitionsOf: {},
  fingerprint: '',
  files: {},
  definitionFiles: {},
  native: [],
};
const texts = new Map<string, string>();

for (const model of embeddedPackages) {
  const schemas = await modelSchemas({ ...model, folder: join(modules, model.name) }, modules);
  const files = new Map<string, ModelSchemas>();
  for (const [key, schema] of schemas.kinds) {
    const group = groupOf(key);
    const file = model.file(group);
    const part = files.get(file) ?? { kinds: new Map(), definitions: schemas.definitions };
    part.kinds.set(key, schema);
    files.set(file, part);
    index.files[group] = file;
    if (model.native && !index.native.includes(file)) index.native.push(file);
  }
  for (const [file, part] of files) texts.set(file, printed(withSharedParts(part)));
  index.madeFrom[model.name] = versionOf(model.name);
}
index.madeFrom['@kubernetes-models/apimachinery'] = versionOf('@kubernetes-models/apimachinery');
for (const name of embeddedDefinitions) values.crds ? readDefinitions(values.crds, name) : keep(name);

const hash = createHash('sha256');
for (const text of texts.values()) hash.update(text);
index.fingerprint = hash.digest('hex').slice(0, 16);
rmSync(folder, { recursive: true, force: true });
for (const [file, text] of texts) write(`${file}.json`, text);
write('index.json', `${JSON.stringify(index, undefined, 2)}\n`);

/** Makes the file of an operator from its folder of CRDs, for example `grafana-operator-v5.24.0`. */
function readDefinitions(crds: string, name: string): void {
  const source = readdirSync(crds).find((entry) => entry.startsWith(`${name}-v`));
  if (!source) throw new Error(`${crds} has no folder ${name}-v…`);
  const schemas = crdSchemas(join(crds, source));
  for (const key of schemas.kinds.keys()) index.definitionFiles[groupOf(key)] = `crds/${name}`;
  texts.set(`crds/${name}`, printed(withSharedParts(schemas)));
  index.definitionsOf[name] = source.slice(name.length + 2);
}

/** Leaves the file of an operator as it is: its CRDs are no package that is installed. */
function keep(name: string): void {
  const own = `crds/${name}`;
  texts.set(own, readFileSync(join(folder, `${own}.json`), 'utf8'));
  index.definitionsOf[name] = before.definitionsOf[name] ?? '';
  for (const [group, file] of Object.entries(before.definitionFiles))
    if (file === own) index.definitionFiles[group] = file;
}

function groupOf(key: string): string {
  return key.split('/').length === 3 ? (key.split('/')[0] ?? '') : '';
}

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
