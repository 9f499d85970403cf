// Turns what the files of environments and hub say into data that everything else can trust.
import type { EnvironmentDescription, Hub } from './environment.ts';
import { type Finding, FindingsError } from './finding.ts';
import { rules } from './rules/index.ts';
import type { Candidate } from './rules/kit/rule.ts';
import { environmentSchema } from './schema/environment.ts';
import type { FieldSchema } from './schema/field-schema.ts';
import { hubSchema } from './schema/hub.ts';
import { withDefaults } from './validate/defaults.ts';
import { plainData } from './validate/plain-data.ts';
import { hubFindings, isEnvironment, isHub, schemaFindings } from './validate/schema-findings.ts';
import type { SchemaVerdict } from './validate/schema-validator.ts';

/** One environment, or the hub, as its file gives it. */
export interface EnvironmentSource {
  /** File relative to the project root, for example `envs/prod.ts`. Findings name it. */
  file: string;
  /** What the file exports. It is never changed. */
  value: unknown;
}

/** Everything that the files describe, with defaults filled in. */
export interface Fleet {
  environments: EnvironmentDescription[];
  hub: Hub;
}

/**
 * Checks all environments, alone and against each other, and fills in their defaults.
 * Throws a `FindingsError` with every finding of every file.
 */
export function parseEnvironments(sources: readonly EnvironmentSource[]): EnvironmentDescription[] {
  const findings: Finding[] = [];
  const candidates = sources.map((source) => readEnvironment(source, findings));
  judge(candidates, findings);
  return candidates.map(({ data }) => data).filter(isEnvironment);
}

/**
 * As `parseEnvironments`, together with the hub, which shares neither its name nor its account with any of them.
 * Throws a `FindingsError` with every finding of every file.
 */
export function parseFleet(sources: readonly EnvironmentSource[], hubSource: EnvironmentSource): Fleet {
  const findings: Finding[] = [];
  const environments = sources.map((source) => readEnvironment(source, findings));
  const hub = readSource(hubSource, hubSchema, hubFindings, findings);
  // A rule that reads what only environments have leaves the hub alone.
  const onlyInEnvironments = Object.keys(environmentSchema.properties).filter(
    (field) => !(field in hubSchema.properties),
  );
  judge([...environments, { ...hub, unreadable: [...hub.unreadable, ...onlyInEnvironments] }], findings);
  if (!isHub(hub.data)) throw new Error(`${hub.file} has no finding and is no hub.`);
  return { environments: environments.map(({ data }) => data).filter(isEnvironment), hub: hub.data };
}

function readEnvironment(source: EnvironmentSource, findings: Finding[]): Candidate {
  return readSource(source, environmentSchema, schemaFindings, findings);
}

/** Throws when there is a finding: of the schema, which the caller has collected, or of a rule. */
function judge(candidates: readonly Candidate[], findings: readonly Finding[]): void {
  const all = [...findings, ...rules.flatMap((rule) => rule.findings(candidates))];
  if (all.length > 0) throw new FindingsError(inOrderOf(candidates, all));
}

function readSource(
  { file, value }: EnvironmentSource,
  schema: FieldSchema,
  judgeBySchema: (file: string, data: unknown) => SchemaVerdict,
  findings: Finding[],
): Candidate {
  const { data: plain, problems } = plainData(value);
  const data = withDefaults(schema, plain);
  const { findings: violations, unreadable } = judgeBySchema(file, data);
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
function inOrderOf(sources: readonly { file: string }[], findings: readonly Finding[]): Finding[] {
  const files = new Set(sources.map(({ file }) => file));
  return [...files].flatMap((file) => findings.filter(({ where }) => where.file === file));
}
