// Validates a value against the environment schema.
import type { Environment } from '../environment.ts';
import { environmentSchema } from '../schema/environment.ts';
import { type SchemaVerdict, schemaValidator } from './schema-validator.ts';

const validator = schemaValidator<Environment>(environmentSchema, { name: 'environment' });

/** True when the schema accepts `data`, whose defaults are filled in. */
export function isEnvironment(data: unknown): data is Environment {
  return validator.accepts(data);
}

/** Every violation of the schema in `data`, whose defaults are filled in. */
export function schemaFindings(file: string, data: unknown): SchemaVerdict {
  return validator.findings(file, data);
}
