// Turns the options of "diff" into two trees, has them compared, writes the reports and tells the exit code.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Finding, FindingsError, formatFinding } from '../../envs/finding.ts';
import { printTalk } from '../output.ts';
import type { Project } from '../project.ts';
import { isAtLeast, readAcknowledgements } from './acknowledgements.ts';
import { type EffectRule, type Level, levels } from './change.ts';
import { masker } from './compare/mask.ts';
import { transitionRefused } from './effects/cluster/transitions.ts';
import { comparisonRules, effectRules } from './effects/index.ts';
import { diffTrees } from './engine.ts';
import { inputError } from './input-error.ts';
import { planComparison } from './plan-comparison.ts';
import { type ReportFormat, reportFormats } from './report/formats.ts';
import { reportSources } from './report/sources.ts';
import type { Acknowledgement, DiffReport } from './report.ts';
import type { TreePair } from './trees/tree-pair.ts';
import { unchangedEnvironments } from './unchanged.ts';

/** What the command line says. */
export interface DiffOptions {
  readonly base?: string;
  readonly head?: string;
  readonly env?: readonly string[];
  readonly app?: readonly string[];
  readonly staged?: boolean;
  readonly between?: readonly string[];
  readonly renamed?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly format?: string;
  readonly output?: readonly string[];
  readonly acknowledgements?: string;
  readonly failOn?: Level;
  readonly exitZero?: boolean;
  /** Findings of `check` that are new: with `true`; not even rules about changes of one object: with `false`. */
  readonly check?: boolean;
}

/** Exit codes of `diff`; where several apply, the worst wins: 4, 2, 3, 1, 0. */
export const diffExitCodes = { same: 0, changed: 1, badInput: 2, failOn: 3, failure: 4 } as const;

/** Compares, writes the reports and returns the exit code. Prints errors itself. */
export async function runDiff(project: Project, options: DiffOptions): Promise<number> {
  try {
    return await compareAndReport(project, options);
  } catch (error) {
    if (error instanceof FindingsError) {
      for (const finding of error.findings) printTalk(formatFinding(finding));
      return diffExitCodes.badInput;
    }
    printTalk(
      'error This is a mistake in the program, not in your input. Please report it with these lines:',
    );
    printTalk(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return diffExitCodes.failure;
  }
}

async function compareAndReport(project: Project, options: DiffOptions): Promise<number> {
  const outputs = (options.output ?? []).map((path) => ({
    path: project.fromInvoker(path),
    format: formatOf(path),
  }));
  const stdoutFormat = formatNamed(options.format ?? 'terminal');
  const acknowledgements = readAccepted(project, options.acknowledgements);
  const comparison = planComparison(project, options);
  const mask = masker();
  const compared = diffTrees({
    ...comparison.request,
    rules: rulesFor(options),
    applications: options.app,
    acknowledgements,
    masker: mask,
  });
  const report: DiffReport = {
    ...compared,
    groups: unchangedEnvironments(compared.groups, comparison.request.pair),
    findings: options.check ? await findingsOf(project, comparison.request.pair) : [],
    notes: [...comparison.notes, ...compared.notes],
  };
  const { treeName } = project;
  const sources = reportSources(comparison.request.pair, mask);
  for (const { path, format } of outputs) {
    const write = await format.load();
    writeReport(path, write(report, sources, { colour: false, treeName }));
  }
  const write = await stdoutFormat.load();
  process.stdout.write(write(report, sources, { colour: wantsColour(), treeName }));
  return exitCodeOf(report, options);
}

function writeReport(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw inputError({
      rule: 'diff/no-output',
      where: { file: path },
      what: `The report can’t be written: ${error instanceof Error ? error.message : String(error)}.`,
      why: 'It was asked for with --output.',
      fix: 'Name a file in a folder that exists, and that you may write to.',
    });
  }
}

function rulesFor({ between, check }: DiffOptions): readonly EffectRule[] {
  if (between) return comparisonRules;
  return check === false ? effectRules.filter((rule) => rule !== transitionRefused) : effectRules;
}

/** Not imported before it is asked for: the rules of "check" are most of the program. */
async function findingsOf({ root, treeName }: Project, pair: TreePair): Promise<readonly Finding[]> {
  const { newFindings } = await import('./validation.ts');
  return newFindings({ pair, treeName, projectRoot: root });
}

/** The worst of everything that applies. */
export function exitCodeOf(report: DiffReport, { failOn, exitZero }: DiffOptions): number {
  const isBroken = report.problems.some(({ severity }) => severity === 'error');
  if (isBroken) return diffExitCodes.badInput;
  const fails =
    failOn !== undefined && levels.some((level) => report.levels[level] > 0 && isAtLeast(level, failOn));
  if (fails) return diffExitCodes.failOn;
  return report.groups.length > 0 && !exitZero ? diffExitCodes.changed : diffExitCodes.same;
}

function readAccepted(project: Project, file: string | undefined): readonly Acknowledgement[] {
  if (file === undefined) return [];
  const path = file === '-' ? 0 : project.fromInvoker(file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw inputError({
      rule: 'diff/no-acknowledgements',
      where: { file },
      what: 'The file of acknowledgements can’t be read.',
      why: 'It was named with --acknowledgements.',
      fix: 'Name a text file, or "-" for stdin.',
    });
  }
  const ids = effectRules.map(({ id }) => id);
  const { acknowledgements, problems } = readAcknowledgements(text, file === '-' ? 'stdin' : file, ids);
  if (problems.length > 0) throw new FindingsError(problems);
  return acknowledgements;
}

function formatNamed(name: string): ReportFormat {
  const format = reportFormats.find((one) => one.name === name);
  if (format) return format;
  throw inputError({
    rule: 'diff/unknown-format',
    where: { file: '--format' },
    what: `There is no format ${JSON.stringify(name)}.`,
    why: 'The report is written in one of the formats that others can read.',
    fix: `Use one of ${reportFormats.map((one) => one.name).join(', ')}.`,
  });
}

function formatOf(path: string): ReportFormat {
  const format = reportFormats.find(({ endings }) => endings.some((ending) => path.endsWith(ending)));
  if (format) return format;
  throw inputError({
    rule: 'diff/unknown-format',
    where: { file: relative('.', resolve(path)) },
    what: 'The ending of the file does not tell a format.',
    why: 'The format of a file follows from its ending.',
    fix: `Use one of ${reportFormats.flatMap(({ endings }) => endings).join(', ')}.`,
  });
}

/** Colour on terminals; NO_COLOR and FORCE_COLOR decide otherwise (https://no-color.org). */
function wantsColour(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return process.stdout.isTTY === true;
}
