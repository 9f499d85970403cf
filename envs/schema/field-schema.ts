// The shape of a schema node, as the code that walks the schema (defaults, types, messages, docs) reads it.
import type { FieldNotes } from './field.ts';

/** One node of the environment schema: the JSON Schema keywords in use, and the notes of `field.ts`. */
export interface FieldSchema extends Partial<FieldNotes> {
  type?: string;
  properties?: Record<string, FieldSchema>;
  /** Fields that a resolved environment always has; those with a default are among them. */
  required?: string[];
  additionalProperties?: boolean;
  items?: FieldSchema;
  /** Variants of an object, told apart by the field that `discriminator` names. */
  oneOf?: FieldSchema[];
  discriminator?: { propertyName: string };
  enum?: (string | number)[];
  const?: string;
  pattern?: string;
  /** A form that no pattern can tell: `ipv4-network`. */
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  default?: unknown;
  /** Where the default comes from. */
  source?: string;
  /** Name of the TypeScript interface of an object. */
  tsName?: string;
  /** Name of the interface in which fields with a default may be left out; `tsName` and "Input" when absent. */
  tsInputName?: string;
  /** What the interface stands for, when fields of several meanings share it. */
  tsDescription?: string;
}

/** The variant of a union that a value asks for; undefined when its discriminator names none. */
export function variantOf(schema: FieldSchema, value: Record<string, unknown>): FieldSchema | undefined {
  const field = schema.discriminator?.propertyName;
  if (!schema.oneOf || !field) return undefined;
  return schema.oneOf.find((variant) => variant.properties?.[field]?.const === value[field]);
}

/** True when a value is an object with fields: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
