// Fills in the defaults of the schema. Our own walker, because ajv ignores defaults inside the variants of a union.
import { type FieldSchema, isRecord, variantOf } from '../schema/field-schema.ts';

/**
 * A copy of `value` in which every field that is left out and has a default is filled in.
 * Leaves alone what has the wrong type: judging is the validator's part.
 */
export function withDefaults(schema: FieldSchema, value: unknown): unknown {
  if (schema.items && Array.isArray(value)) {
    const { items } = schema;
    return value.map((item) => withDefaults(items, item));
  }
  if (!isRecord(value)) return value;
  const known = schema.oneOf ? variantOf(schema, value) : schema;
  // Fields in the order of the schema, so that two spellings of one environment are equal to the byte.
  const result: Record<string, unknown> = {};
  for (const [field, fieldSchema] of Object.entries(known?.properties ?? {})) {
    if (Object.hasOwn(value, field)) result[field] = withDefaults(fieldSchema, value[field]);
    else if (fieldSchema.default !== undefined) result[field] = structuredClone(fieldSchema.default);
  }
  return { ...result, ...unknownFields(value, result) };
}

function unknownFields(
  value: Record<string, unknown>,
  known: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([field]) => !Object.hasOwn(known, field)));
}
