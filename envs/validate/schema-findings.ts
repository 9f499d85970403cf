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
  /** Paths of values that are missing or that no rule may read. `''` is the whole environment. */
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
  const said = new Set<string>();
  for (const error of matchesSchema.errors ?? []) {
    const { path, rule, what, why, fix, unreadable } = explain(error, data);
    if (unreadable) verdict.unreadable.push(path);
    // One message says enough: a text of the wrong form often has the wrong length too, and the range of
    // what is no number is of no interest. ajv reports the type before anything else.
    if (said.has(path) || said.has(`${path} ${rule}`)) continue;
    said.add(unreadable ? path : `${path} ${rule}`);
    verdict.findings.push({ rule, severity: 'error', where: { file, path }, what, why, fix });
  }
  return verdict;
}
