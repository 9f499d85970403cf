// What a rule is: a judgement over several fields of one environment, or over several environments.
import type { EnvironmentDescription as Environment } from '../../environment.ts';
import type { Finding } from '../../finding.ts';
import { isRecord } from '../../schema/field-schema.ts';

/** A field that a rule reads: a section (`airflow`) or a field of one (`airflow.queues`). */
export type Field = {
  [Section in keyof Environment]: Environment[Section] extends string
    ? Section
    : Section | `${Section}.${FieldsOf<Environment[Section]> & string}`;
}[keyof Environment];

/** The fields of a section; of a section that is one of several, the fields of each. */
type FieldsOf<Section> = Section extends unknown ? keyof Section : never;

/** The part of a section with these fields; of a section that is one of several, such a part of each. */
type PartOf<Section, Name> = Section extends unknown ? Pick<Section, keyof Section & Name> : never;

type SectionOf<F extends Field> = F extends `${infer Section}.${string}` ? Section : F;
type FieldIn<F extends Field, Section> = F extends `${Section & string}.${infer Name}` ? Name : never;

/** The part of an environment that the fields `F` name. A rule sees no more than it says that it reads. */
export type Reading<F extends Field> = {
  [Section in keyof Environment & SectionOf<F>]: Section extends F
    ? Environment[Section]
    : PartOf<Environment[Section], FieldIn<F, Section>>;
};

/** What a rule found; the rule adds its id and its why. */
export interface Problem {
  /** Field that the problem is about, for example `airflow.queues[0].minWorkers`. */
  path: string;
  what: string;
  fix: string;
}

/** An untrusted environment: plain data with its defaults filled in, and the paths in it that can't be read. */
export interface Candidate {
  /** File of the environment, for example `envs/prod.ts`. */
  file: string;
  data: unknown;
  unreadable: readonly string[];
}

/** A rule as the list of rules holds it. Rules skip what they can't read; the schema has reported that already. */
export interface Rule {
  /** Permanent, unique name, for example `environment/subnet-outside-vpc`. */
  id: string;
  findings(candidates: readonly Candidate[]): Finding[];
}

/** A rule over the fields of one environment. */
export function environmentRule<F extends Field>(rule: {
  id: string;
  reads: readonly F[];
  why: string;
  check(environment: Reading<F>): Problem[];
}): Rule {
  return {
    id: rule.id,
    findings: (candidates) =>
      readable(candidates, rule.reads).flatMap(({ file, environment }) =>
        rule.check(environment).map((problem) => finding(rule, file, problem)),
      ),
  };
}

/** A rule that compares environments; a problem names the file that it is about. */
export function environmentsRule<F extends Field>(rule: {
  id: string;
  reads: readonly F[];
  why: string;
  check(environments: { file: string; environment: Reading<F> }[]): (Problem & { file: string })[];
}): Rule {
  return {
    id: rule.id,
    findings: (candidates) =>
      rule.check(readable(candidates, rule.reads)).map((problem) => finding(rule, problem.file, problem)),
  };
}

function readable<F extends Field>(
  candidates: readonly Candidate[],
  fields: readonly F[],
): { file: string; environment: Reading<F> }[] {
  return candidates.flatMap(({ file, data, unreadable }) =>
    isReadable(data, fields, unreadable) ? [{ file, environment: data }] : [],
  );
}

/** True when nothing unreadable lies above, at or below the fields. */
function isReadable<F extends Field>(
  data: unknown,
  fields: readonly F[],
  unreadable: readonly string[],
): data is Reading<F> {
  return (
    isRecord(data) &&
    !unreadable.some((path) =>
      fields.some((field) => path === '' || isWithin(path, field) || isWithin(field, path)),
    )
  );
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function finding(rule: { id: string; why: string }, file: string, { path, what, fix }: Problem): Finding {
  return { rule: rule.id, severity: 'error', where: { file, path }, what, why: rule.why, fix };
}
