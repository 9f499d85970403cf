// The annotations that a field of an environment carries beside its JSON Schema constraints.
import { type Static, type TSchema, Type } from 'typebox';
import type { FieldSchema } from './field-schema.ts';

/**
 * What a field says of itself. `description` feeds the editor help and the docs,
 * `why` feeds the error message when a constraint is broken.
 */
export interface FieldNotes {
  description: string;
  /** Unit of a number when its name does not carry it. */
  unit?: string;
  /** What would go wrong beyond the constraint. */
  why?: string;
  /** What is accepted, in words; stands in for a pattern that nobody wants to read. */
  accepted?: string;
}

/** A default and where it comes from (AWS, Airflow or Kubernetes documentation, or a decision of this project). */
export interface DefaultFrom<T> {
  default: T;
  source: string;
}

/** The keywords above, as the schema validator must be told of them. */
export const annotationKeywords = [
  'unit',
  'why',
  'accepted',
  'source',
  'tsName',
  'tsInputName',
  'tsDescription',
] as const;

/**
 * Gives a field a default. The author may leave the field out; everything that reads an environment sees it filled in.
 * The schema keeps the field as required, so that its type has no `undefined`.
 */
export function withDefault<T extends TSchema>(
  schema: T,
  { default: value, source }: DefaultFrom<Static<T>>,
): T {
  return { ...schema, default: value, source };
}

/** One of a few words, checked with "did you mean". */
export function oneOf<const T extends string | number>(values: readonly T[], notes: FieldNotes) {
  return typed<T>({ enum: [...values], ...notes });
}

/** A schema of plain keywords whose values have type `T`. */
export function typed<T>(keywords: FieldSchema) {
  return Object.assign(Type.Unsafe<T>({}), keywords);
}

/** A string that looks like `pattern`; `accepted` says it in words. */
export function text(pattern: string, notes: FieldNotes & { accepted: string; maxLength?: number }) {
  return Type.String({ pattern, ...notes });
}

/**
 * An object that refuses fields that it does not know. `tsName` names its TypeScript interface;
 * `tsInputName` names the interface of its author's side, where `tsName` and "Input" would not say it;
 * `tsDescription` documents the interface when sections of several meanings share it.
 */
export function section<P extends Parameters<typeof Type.Object>[0]>(
  properties: P,
  notes: FieldNotes & { tsName: string; tsInputName?: string; tsDescription?: string },
) {
  return Type.Object(properties, { additionalProperties: false, ...notes });
}
