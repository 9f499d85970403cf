// What every check of the project returns: one problem, where it is, why it matters and how to fix it.

/** How bad a finding is. `error` stops the command; the others are reported. */
export type Severity = 'error' | 'warning' | 'notice';

/** The place that a finding is about. */
export interface Where {
  /** File relative to the project root, for example `envs/prod.ts`. */
  file: string;
  /** Field inside the file, for example `database.storageGiB` or `airflow.queues[0].name`. */
  path?: string;
  /** TypeScript file (and line, when known) that produced a generated file. */
  source?: string;
}

/** One problem, complete enough to be acted on without reading code. */
export interface Finding {
  /** Permanent, unique name of the rule, for example `environment/out-of-range`. */
  rule: string;
  severity: Severity;
  where: Where;
  /** What is wrong, with the offending value. */
  what: string;
  /** Why it matters: what would fail, and when. */
  why: string;
  /** What to do, with the accepted values. */
  fix: string;
}

/** Thrown when input can't be used; carries every finding, never just the first. Commands exit with code 2. */
export class FindingsError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(formatFinding).join('\n'));
    this.name = 'FindingsError';
    this.findings = findings;
  }
}

/** One finding as the lines that a person reads in a terminal. */
export function formatFinding(finding: Finding): string {
  const { file, path, source } = finding.where;
  const place = path ? `${file}: ${path}` : file;
  const lines = [`${finding.severity} ${place} [${finding.rule}]`, `  ${finding.what}`];
  if (finding.why) lines.push(`  why: ${finding.why}`);
  if (finding.fix) lines.push(`  fix: ${finding.fix}`);
  if (source) lines.push(`  from: ${source}`);
  return lines.join('\n');
}
