// Writes one planned file as YAML: the same manifest gives the same bytes, whatever made it.
import { hash } from 'node:crypto';
import type { Manifest } from '../../crossplane/manifest.ts';
import { header } from './header.ts';
import type { PlannedFile, RenderedFile } from './planned-file.ts';
import { sharedText } from './shared-values.ts';
import { toYaml } from './yaml.ts';

const firstKeys = ['apiVersion', 'kind', 'metadata', 'type', 'spec', 'data', 'binaryData', 'stringData'];
const lastKeys = ['status'];
const metadataKeys = ['name', 'namespace', 'labels', 'annotations'];
/** Maps without an order of their own. */
const unorderedMaps = new Set(['labels', 'annotations', 'data', 'binaryData', 'stringData']);

type Fields = Record<string, unknown>;

/** Renders a planned file; the planner has seen to it that the manifest is plain JSON. */
export function render(file: PlannedFile): RenderedFile {
  const bytes = Buffer.from(header(file) + yaml(file.manifest));
  return { path: file.path, bytes, hash: hash('sha256', bytes) };
}

/** The manifest as YAML in our key order, without comments. */
export function yaml(manifest: Manifest): string {
  let text = '';
  for (const key of inOrder(Object.keys(manifest), firstKeys, lastKeys)) text += field(key, manifest[key]);
  return text;
}

function field(key: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return toYaml({ [key]: value });
  if (key === 'metadata') return toYaml({ metadata: orderMetadata(value) });
  return sharedText(key, value, () => toYaml({ [key]: unorderedMaps.has(key) ? sorted(value) : value }));
}

function orderMetadata(metadata: object): Fields {
  const fields: Fields = { ...metadata };
  const ordered: Fields = {};
  for (const key of inOrder(Object.keys(fields), metadataKeys, [])) {
    const value = fields[key];
    ordered[key] =
      unorderedMaps.has(key) && typeof value === 'object' && value !== null ? sorted(value) : value;
  }
  return ordered;
}

/** The keys in the given order, and in the author's order between the first and the last. */
function inOrder(keys: readonly string[], first: readonly string[], last: readonly string[]): string[] {
  const middle = keys.filter((key) => !first.includes(key) && !last.includes(key));
  const isThere = (key: string) => keys.includes(key);
  return [...first.filter(isThere), ...middle, ...last.filter(isThere)];
}

function sorted(map: object): Fields {
  // By code unit: a locale must not change the order.
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
