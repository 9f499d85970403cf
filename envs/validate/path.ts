// Finds a field by its place, and writes the place the way TypeScript would: `airflow.queues[0].name`.
import { type FieldSchema, isRecord, variantOf } from '../schema/field-schema.ts';

/** A field: where it is, what the schema says of it, and what its value is. */
export interface Located {
  path: string;
  schema: FieldSchema;
  value: unknown;
}

/** The path of a field or an item below `parent`; the root is the empty path. */
export function fieldPath(parent: string, key: string | number): string {
  if (typeof key === 'number') return `${parent}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent ? `${parent}.${key}` : key;
}

/** The field that a JSON pointer (RFC 6901) into `data` means; its schema is empty where the schema ends. */
export function locate(pointer: string, data: unknown, root: FieldSchema): Located {
  let found: Located = { path: '', schema: root, value: data };
  for (const escaped of pointer.split('/').slice(1)) {
    found = below(found, escaped.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return found;
}

function below({ path, schema, value }: Located, key: string): Located {
  if (Array.isArray(value)) {
    const index = Number(key);
    return { path: fieldPath(path, index), schema: schema.items ?? {}, value: value[index] };
  }
  const record = isRecord(value) ? value : {};
  const fields = (schema.oneOf ? variantOf(schema, record) : schema)?.properties;
  return { path: fieldPath(path, key), schema: fields?.[key] ?? {}, value: record[key] };
}
