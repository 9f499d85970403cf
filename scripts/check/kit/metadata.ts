// Name, namespace and annotations of an object, also of one whose metadata is broken.
import type { CheckedObject } from '../rule.ts';
import { type Fields, fields, text } from './read.ts';

/** The metadata of an object; an empty object where it has none. */
export function metadataOf({ manifest }: CheckedObject): Fields {
  return fields(manifest.metadata);
}

/** Name of an object, empty where it has none. */
export function nameOf(object: CheckedObject): string {
  return text(metadataOf(object).name) ?? '';
}

/** Namespace of an object, undefined where it names none. */
export function namespaceOf(object: CheckedObject): string | undefined {
  return text(metadataOf(object).namespace);
}

/** Value of an annotation, undefined where it is missing. */
export function annotationOf(object: CheckedObject, key: string): string | undefined {
  const annotations = fields(metadataOf(object).annotations);
  return Object.hasOwn(annotations, key) ? text(annotations[key]) : undefined;
}
