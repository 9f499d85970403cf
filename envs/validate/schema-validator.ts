// Validates values against a schema and turns every violation into a finding.
import { Ajv } from 'ajv';
import type { TSchema } from 'typebox';
import type { Finding } from '../finding.ts';
import { annotationKeywords } from '../schema/field.ts';
import type { FieldSchema } from '../schema/field-schema.ts';
import { parseCidr } from './cidr.ts';
import { explain } from './explain.ts';

/** What the schema says of one value. */
export interface SchemaVerdict {
  findings: Finding[];
  /** Paths of values that are missing or that no rule may read. `''` is the whole value. */
  unreadable: string[];
}

/** One compiled schema. */
export interface SchemaValidator<T> {
  /** True when the schema accepts `data`, whose defaults are filled in. */
  accepts(data: unknown): data is T;
  /** Every violation of the schema in `data`, whose defaults are filled in. */
  findings(file: string, data: unknown): SchemaVerdict;
}

/** What the values are, and which keywords of our own their schema carries beside those of environments. */
export interface Subject {
  /** Start of every rule's name, for example `environment`. */
  name: string;
  keywords?: readonly string[];
}

/** Compiles a schema. Takes tens of milliseconds: once for each schema and run. */
export function schemaValidator<T>(schema: TSchema & FieldSchema, subject: Subject): SchemaValidator<T> {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    discriminator: true,
    keywords: [...annotationKeywords, ...(subject.keywords ?? [])],
    formats: { 'ipv4-network': (text: string) => parseCidr(text) !== undefined },
  });
  const matches = ajv.compile<T>(schema);
  return {
    accepts: (data): data is T => matches(data),
    findings(file, data) {
      const verdict: SchemaVerdict = { findings: [], unreadable: [] };
      if (matches(data)) return verdict;
      const said = new Set<string>();
      for (const error of matches.errors ?? []) {
        const { path, rule, unreadable, ...words } = explain(error, data, schema);
        if (unreadable) verdict.unreadable.push(path);
        // One message says enough: a text of the wrong form often has the wrong length too, and the range of
        // what is no number is of no interest. ajv reports the type before anything else.
        if (said.has(path) || said.has(`${path} ${rule}`)) continue;
        said.add(unreadable ? path : `${path} ${rule}`);
        verdict.findings.push({
          rule: `${subject.name}/${rule}`,
          severity: 'error',
          where: { file, path },
          ...words,
        });
      }
      return verdict;
    },
  };
}
