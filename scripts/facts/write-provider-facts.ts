// Writes crossplane/provider-facts.ts from the CRDs of the AWS provider: `node scripts/facts/write-provider-facts.ts DIR`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { composedAwsKinds } from '../../crossplane/composed-kinds.ts';
import { valueAt } from '../../crossplane/engine/evaluate.ts';

interface SchemaNode {
  type?: string;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Say where the CRDs of the provider are: a folder with one YAML file for each.');

const wanted = new Set(composedAwsKinds().map(({ group, kind }) => `${group}/${kind}`));
const found = new Map<string, string[]>();
const tagged: string[] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  const crd = load(readFileSync(join(folder, file), 'utf8'));
  const group = String(valueAt(crd, ['spec', 'group']));
  const kind = String(valueAt(crd, ['spec', 'names', 'kind']));
  if (!wanted.delete(`${group}/${kind}`)) continue;
  const schema = valueAt(crd, ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties', 'spec']);
  const id = `${group.split('.')[0]}/${kind}`;
  found.set(id, requiredOf(schema));
  if (valueAt(schema, ['properties', 'forProvider', 'properties', 'tags'])) tagged.push(id);
}
if (wanted.size > 0) throw new Error(`${folder} has no CRD for ${[...wanted].join(', ')}.`);

const lines = [...found]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([kind, fields]) => `  '${kind}': [${fields.map((field) => `'${field}'`).join(', ')}],`);
writeFileSync(
  new URL('../../crossplane/provider-facts.ts', import.meta.url),
  `// What the AWS provider says of the kinds that compositions use: which fields it insists on, and which kinds take tags.
// Written by scripts/facts/write-provider-facts.ts from the provider's CRDs: their schemas and their CEL rules.

/** Fields below spec.forProvider that it insists on, by kind. [] stands for every item of a list. */
export const requiredFields: Readonly<Record<string, readonly string[]>> = {
${lines.join('\n')}
};

/** Kinds that take tags. */
export const kindsWithTags: readonly string[] = [${tagged
    .sort()
    .map((id) => `'${id}'`)
    .join(', ')}];
`,
);

function requiredOf(spec: unknown): string[] {
  const rules = valueAt(spec, ['x-kubernetes-validations']);
  const byRule = (Array.isArray(rules) ? rules : []).flatMap((rule) => {
    const message = String(valueAt(rule, ['message']));
    return /^spec\.forProvider\.(\w+) is a required parameter$/.exec(message)?.[1] ?? [];
  });
  const forProvider = valueAt(spec, ['properties', 'forProvider']);
  const bySchema = isNode(forProvider) ? nested(forProvider, '') : [];
  return [...new Set([...byRule, ...bySchema])].sort();
}

function nested(node: SchemaNode, path: string): string[] {
  if (node.items) return nested(node.items, `${path}[]`);
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const own = (node.required ?? []).map(at);
  // References have required fields of their own, which their types demand.
  const below = Object.entries(node.properties ?? {}).filter(([name]) => !/(Refs?|Selector)$/.test(name));
  return [...own, ...below.flatMap(([name, property]) => nested(property, at(name)))];
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null;
}
