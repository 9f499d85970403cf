// Writes one planned file as YAML: the same manifest gives the same bytes, whatever made it.
import { hash } from 'node:crypto';
import { dump } from 'js-yaml';
import type { Manifest } from '../../crossplane/manifest.ts';
import { header } from './header.ts';
import type { PlannedFile, RenderedFile } from './planned-file.ts';

const firstKeys = ['apiVersion', 'kind', 'metadata', 'type', 'spec', 'data', 'binaryData', 'stringData'];
const lastKeys = ['status'];
const metadataKeys = ['name', 'namespace', 'labels', 'annotations'];
/** Maps without an order of their own. */
const unorderedMaps = new Set(['labels', 'annotations', 'data', 'binaryData', 'stringData']);

type Fields = Record<string, unknown>;

/** Renders a planned file; the planner has seen to it that the manifest is plain JSON. */
export function render(file: PlannedFile): RenderedFile {
  const text = header(file) + yaml(file.manifest);
  return { path: file.path, text, hash: hash('sha256', text) };
}

/** The manifest as YAML in our key order, without comments. */
export function yaml(manifest: Manifest): string {
  let text = '';
  for (const key of orderedKeys(manifest, firstKeys, lastKeys)) {
    const value = manifest[key];
    if (value === undefined) continue;
    text += section(key, key === 'metadata' ? orderMetadata(manifest.metadata) : orderMap(key, value));
  }
  return text;
}

const sections = new Map<string, string>();
/** Keeps the memory of `sections` bounded when somebody generates many hundred environments. */
const maxSections = 5000;

/**
 * One top-level field. Environments share most of their sections word for word (schemas, compositions, rules),
 * and finding one again costs a fraction of writing it.
 */
function section(key: string, value: unknown): string {
  const json = JSON.stringify(value);
  const content = `${key} ${json}`;
  const known = sections.get(content);
  if (known !== undefined) return known;
  // From the JSON, so that the text depends on nothing but the key of this memory.
  const text = dumpField(key, JSON.parse(json));
  if (sections.size >= maxSections) sections.clear();
  sections.set(content, text);
  return text;
}

function dumpField(key: string, value: unknown): string {
  // Folded lines and aliases would make diffs hard to read; Kubernetes needs neither.
  return dump({ [key]: value }, { lineWidth: -1, noRefs: true });
}

function orderMetadata(metadata: object): Fields {
  const fields: Fields = { ...metadata };
  const ordered: Fields = {};
  for (const key of orderedKeys(fields, metadataKeys, [])) {
    if (fields[key] !== undefined) ordered[key] = orderMap(key, fields[key]);
  }
  return ordered;
}

function orderMap(key: string, value: unknown): unknown {
  if (!unorderedMaps.has(key) || typeof value !== 'object' || value === null) return value;
  // By code unit: a locale must not change the order.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function orderedKeys(fields: Fields, first: readonly string[], last: readonly string[]): string[] {
  const keys = Object.keys(fields);
  const middle = keys.filter((key) => !first.includes(key) && !last.includes(key));
  return [...first.filter((key) => key in fields), ...middle, ...last.filter((key) => key in fields)];
}
