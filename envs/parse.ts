// Turns what the environment files say into environments that everything else can trust.
import type { Environment } from './environment.ts';
import { type Finding, FindingsError } from './finding.ts';
import { rules } from './rules/index.ts';
import type { Candidate } from './rules/kit/rule.ts';
import { environmentSchema } from './schema/environment.ts';
import { withDefaults } from './validate/defaults.ts';
import { plainData } from './validate/plain-data.ts';
import { isEnvironment, schemaFindings } from './validate/schema-findings.ts';

/** One environment as its file gives it. */
export interface EnvironmentSource {
  /** File relative to the project root, for example `envs/prod.ts`. Findings name it. */
  file: string;
  /** What the file exports. It is never changed. */
  value: unknown;
}

/**
 * Checks all environments, alone and against each other, and fills in their defaults.
 * Throws a `FindingsError` with every finding of every file.
 */
export function parseEnvironments(sources: readonly EnvironmentSource[]): Environment[] {
  const findings: Finding[] = [];
  const candidates = sources.map((source) => readSource(source, findings));
  findings.push(...rules.flatMap((rule) => rule.findings(candidates)));
  if (findings.length > 0) throw new FindingsError(inOrderOf(sources, findings));
  return candidates.map(({ data }) => data).filter(isEnvironment);
}

function readSource({ file, value }: EnvironmentSource, findings: Finding[]): Candidate {
  const { data: plain, problems } = plainData(value);
  const data = withDefaults(environmentSchema, plain);
  const { findings: violations, unreadable } = schemaFindings(file, data);
  const notPlain = problems.map(({ path, what }): Finding => {
    return {
      rule: 'environment/not-plain-data',
      severity: 'error',
      where: { file, path },
      what: `The value is ${what}.`,
      why: 'An environment is data: the same for every reader, on every run.',
      fix: 'Write a text, a finite number, true, false, a list or a plain object.',
    };
  });
  const paths = new Set(problems.map(({ path }) => path));
  // What is no plain data was left out of the copy, so the schema would report it once more as missing.
  findings.push(...notPlain, ...violations.filter(({ where }) => !paths.has(where.path ?? '')));
  return { file, data, unreadable: [...unreadable, ...paths] };
}

/** Findings file by file, in the order of the sources. */
function inOrderOf(sources: readonly EnvironmentSource[], findings: Finding[]): Finding[] {
  const files = new Set(sources.map(({ file }) => file));
  return [...files].flatMap((file) => findings.filter(({ where }) => where.file === file));
}
