// Validates a value against the environment schema and turns every violation into a finding.
import { Ajv } from 'ajv';
import type { Environment } from '../environment.ts';
import type { Finding } from '../finding.ts';
import { environmentSchema } from '../schema/environment.ts';
import { annotationKeywords } from '../schema/field.ts';
import { parseCidr } from './cidr.ts';
import { explain } from './explain.ts';

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  discriminator: true,
  keywords: [...annotationKeywords],
  formats: { 'ipv4-network': (text: string) => parseCidr(text) !== undefined },
});
const matchesSchema = ajv.compile<Environment>(environmentSchema);

/** What the schema says of one value. */
export interface SchemaVerdict {
  findings: Finding[];
  /** Paths of values that are missing or of the wrong type: rules can't read them. `''` is the whole environment. */
  unreadable: string[];
}

/** True when the schema accepts `data`, whose defaults are filled in. */
export function isEnvironment(data: unknown): data is Environment {
  return matchesSchema(data);
}

/** Every violation of the schema in `data`, whose defaults are filled in. */
export function schemaFindings(file: string, data: unknown): SchemaVerdict {
  const verdict: SchemaVerdict = { findings: [], unreadable: [] };
  if (matchesSchema(data)) return verdict;
  const seen = new Set<string>();
  for (const error of matchesSchema.errors ?? []) {
    const { path, breaksType, rule, what, why, fix } = explain(error, data);
    if (breaksType) verdict.unreadable.push(path);
    // A text that breaks its pattern often breaks its length too; one message a field is enough.
    if (seen.has(`${path} ${rule}`)) continue;
    seen.add(`${path} ${rule}`);
    verdict.findings.push({ rule, severity: 'error', where: { file, path }, what, why, fix });
  }
  return verdict;
}
