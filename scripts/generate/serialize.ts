// Writes one planned file as YAML: the same manifest gives the same bytes, whatever made it.
import { hash } from 'node:crypto';
import type { Manifest } from '../../crossplane/manifest.ts';
import { header } from './header.ts';
import type { PlannedFile, RenderedFile } from './planned-file.ts';
import { toYaml } from './yaml.ts';

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
  const metadata = inOrder({ ...manifest.metadata }, metadataKeys, []);
  return toYaml(inOrder({ ...manifest, metadata }, firstKeys, lastKeys));
}

/** The fields in the given order, the author's order between them, and maps without an order sorted. */
function inOrder(fields: Fields, first: readonly string[], last: readonly string[]): Fields {
  const ordered: Fields = {};
  for (const key of first) if (key in fields) ordered[key] = fields[key];
  for (const key of Object.keys(fields)) if (!last.includes(key)) ordered[key] ??= fields[key];
  for (const key of last) if (key in fields) ordered[key] = fields[key];
  for (const key of Object.keys(ordered)) if (unorderedMaps.has(key)) ordered[key] = sorted(ordered[key]);
  return ordered;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // By code unit: a locale must not change the order.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
