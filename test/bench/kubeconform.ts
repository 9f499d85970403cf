// Gives kubeconform the schemas that `check` uses, in its own layout, and builds it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRecord } from '../../envs/schema/field-schema.ts';
import { isDefinition } from '../../scripts/check/definitions.ts';
import { objectsOf } from '../../scripts/check/read/objects.ts';
import { parse } from '../../scripts/check/read/parse.ts';
import { embeddedSchema } from '../../scripts/check/schema/embedded.ts';
import { metadataSchema, objectFields } from '../../scripts/check/schema/metadata.ts';
import { type KindSchema, kindKey } from '../../scripts/check/schema/structural.ts';
import { schemasOfXrd } from '../../scripts/check/schema/xrds.ts';

const version = 'v0.7.0';
const jsonTypes = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);

/** Builds kubeconform with Go, once; gives back its path. */
export function buildKubeconform(cache: string): string {
  const folder = join(cache, `kubeconform-${version}`);
  const binary = join(folder, 'kubeconform');
  if (!existsSync(binary)) {
    execFileSync('go', ['install', `github.com/yannh/kubeconform/cmd/kubeconform@${version}`], {
      env: { ...process.env, GOBIN: folder },
      stdio: 'inherit',
    });
  }
  return binary;
}

/** Runs kubeconform on a tree. Throws when it finds, skips or misses anything: then its time would mean nothing. */
export function runKubeconform(binary: string, schemas: string, tree: string): void {
  const args = ['-strict', '-summary', '-output', 'json', '-schema-location', schemaLocation(schemas), tree];
  const { stdout } = spawnSync(binary, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const { summary, resources }: { summary: Record<string, number>; resources?: unknown[] } =
    JSON.parse(stdout);
  if (summary.invalid || summary.errors || summary.skipped || !summary.valid)
    throw new Error(`kubeconform: ${JSON.stringify({ summary, first: resources?.[0] })}`);
}

/** Where kubeconform finds the schemas that `writeSchemas` wrote. */
function schemaLocation(folder: string): string {
  return `${folder}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`;
}

/** Writes the schema of every kind in one environment's folder; throws when `check` has none for a kind. */
export function writeSchemas(environment: string, folder: string): void {
  const manifests = readdirSync(environment, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const parsed = parse(readFileSync(join(entry.parentPath, entry.name)));
      return 'documents' in parsed ? objectsOf(parsed.documents).objects : [];
    })
    .map(({ manifest }) => manifest);
  const own = new Map(
    manifests
      .filter(isDefinition)
      .flatMap(schemasOfXrd)
      .map((kind) => [kindKey(kind.apiVersion, kind.kind), kind]),
  );
  for (const { apiVersion, kind } of manifests) {
    const key = kindKey(apiVersion, kind);
    const schema = own.get(key) ?? embeddedSchema(key);
    if (!schema) throw new Error(`There is no schema of ${apiVersion} ${kind}.`);
    const [version = '', group] = apiVersion.split('/').reverse();
    // kubeconform takes the version of the core group for its group.
    const file = join(folder, group ?? version, `${kind.toLowerCase()}_${version}.json`);
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) writeFileSync(file, JSON.stringify(jsonSchema(schema)));
  }
}

/** As JSON Schema, with the definitions that the kind really uses. */
function jsonSchema({ schema, definitions }: KindSchema): unknown {
  const used: Record<string, unknown> = {};
  const names = new Map<string, string>();
  const convert = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(convert);
    if (!isRecord(node)) return node;
    if (typeof node.$ref === 'string') {
      const known = names.get(node.$ref) ?? `d${names.size}`;
      if (!names.has(node.$ref)) {
        names.set(node.$ref, known);
        used[known] = convert(definitions[node.$ref]);
      }
      return { $ref: `#/definitions/${known}` };
    }
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(node)) {
      // Go has no look-ahead in regular expressions, and kubeconform would not read the schema at all.
      if (key === 'pattern' && String(value).includes('(?=')) continue;
      if (
        ['type', 'pattern', 'required', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength'].includes(key)
      ) {
        result[key] = value;
      } else if (key === 'items' || key === 'additionalProperties') result[key] = convert(value);
      else if (key === 'properties' && isRecord(value)) {
        result.properties = Object.fromEntries(
          Object.entries(value).map(([name, field]) => [name, convert(field)]),
        );
      }
    }
    // Unknown fields are errors, as they are for `check`.
    if (result.properties && !result.additionalProperties && !node['x-kubernetes-preserve-unknown-fields']) {
      result.additionalProperties = false;
    }
    // Texts such as `500m` that may be written as numbers.
    if (typeof result.type === 'string' && !jsonTypes.has(result.type)) result.type = ['number', 'string'];
    if (node['x-kubernetes-int-or-string']) result.type = ['integer', 'string'];
    if (node.nullable && typeof result.type === 'string') result.type = [result.type, 'null'];
    return result;
  };
  const root = { ...schema, properties: { ...objectFields, ...schema.properties, metadata: metadataSchema } };
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...Object(convert(root)), definitions: used };
}
