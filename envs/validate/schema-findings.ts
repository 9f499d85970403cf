// Validates values against the schemas of environments and of the hub.
import type { EnvironmentDescription, Hub } from '../environment.ts';
import { environmentSchema } from '../schema/environment.ts';
import { hubSchema } from '../schema/hub.ts';
import { type SchemaVerdict, schemaValidator } from './schema-validator.ts';

const environments = schemaValidator<EnvironmentDescription>(environmentSchema, { name: 'environment' });
const hubs = schemaValidator<Hub>(hubSchema, { name: 'environment' });

/** True when the schema of environments accepts `data`, whose defaults are filled in. */
export function isEnvironment(data: unknown): data is EnvironmentDescription {
  return environments.accepts(data);
}

/** Every violation of the schema of environments in `data`, whose defaults are filled in. */
export function schemaFindings(file: string, data: unknown): SchemaVerdict {
  return environments.findings(file, data);
}

/** True when the schema of the hub accepts `data`, whose defaults are filled in. */
export function isHub(data: unknown): data is Hub {
  return hubs.accepts(data);
}

/** Every violation of the schema of the hub in `data`, whose defaults are filled in. */
export function hubFindings(file: string, data: unknown): SchemaVerdict {
  return hubs.findings(file, data);
}
