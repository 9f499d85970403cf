// Takes the Kubernetes objects out of the documents of a file, and names what is none.
import type { Manifest } from '../../../crossplane/manifest.ts';
import { isManifest } from '../../generate/json.ts';
import type { ReadProblem } from './parse.ts';

/** One object of a file, and where it stands. */
export interface PlacedManifest {
  manifest: Manifest;
  /** Number of the document inside its file, counted from 0. */
  document: number;
  /** Path of the object inside the document: empty, or `items[3]` in a `List`. */
  within: string;
}

/** Something that is no object, and where it stands. */
export interface NoObject extends ReadProblem {
  document: number;
  path: string;
}

/** The objects of a file in their order. Empty documents are skipped, a `List` is opened. */
export function objectsOf(documents: readonly unknown[]): {
  objects: PlacedManifest[];
  problems: NoObject[];
} {
  const objects: PlacedManifest[] = [];
  const problems: NoObject[] = [];
  const add = (value: unknown, document: number, within: string): void => {
    if (isList(value)) {
      for (const [index, item] of value.items.entries()) add(item, document, join(within, `items[${index}]`));
    } else if (isManifest(value) && value.metadata.name !== '')
      objects.push({ manifest: value, document, within });
    else problems.push({ rule: 'input/not-an-object', document, ...whatIsMissing(value, within) });
  };
  for (const [document, value] of documents.entries()) {
    if (value !== null && value !== undefined) add(value, document, '');
  }
  return { objects, problems };
}

/** The path of a field below another path. */
export function join(above: string, path: string): string {
  if (!above || !path) return above || path;
  return path.startsWith('[') ? above + path : `${above}.${path}`;
}

function isList(value: unknown): value is { items: unknown[] } {
  if (!isRecord(value)) return false;
  return value.apiVersion === 'v1' && value.kind === 'List' && Array.isArray(value.items);
}

function whatIsMissing(value: unknown, within: string): { what: string; path: string } {
  if (!isRecord(value)) return { what: `This is ${typeName(value)}, no object.`, path: within };
  for (const field of ['apiVersion', 'kind']) {
    const problem = textProblem(field, value[field]);
    if (problem) return { what: problem, path: join(within, field) };
  }
  if (!isRecord(value.metadata)) {
    return { what: `metadata is ${typeName(value.metadata)}.`, path: join(within, 'metadata') };
  }
  const problem = textProblem('metadata.name', value.metadata.name);
  return { what: problem ?? 'metadata.name is empty.', path: join(within, 'metadata.name') };
}

function textProblem(field: string, value: unknown): string | undefined {
  return typeof value === 'string' ? undefined : `${field} is ${typeName(value)}.`;
}

function typeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `the ${typeof value} ${JSON.stringify(value).slice(0, 60)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
