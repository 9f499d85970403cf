// Says in words how much a run has looked at and how much it has not.
import { type CheckResult, type Counts, countSeverities, sum } from '../result.ts';

/** The lines of the summary. */
export function summaryLines(result: CheckResult): string[] {
  const { coverage, environments, findings, waived, otherFiles, allowedUnknown } = result;
  const where = environments.length > 0 ? ` of ${listed(environments)}` : '';
  const lines = [`${counted(coverage.objects, 'object')} in ${counted(coverage.files, 'file')}${where}.`];
  for (const [source, number] of sorted(coverage.validated)) lines.push(`validated by ${source}: ${number}`);
  const unknown = sorted(coverage.unknown).map(
    ([name, number]) => `${name} (${number}${name in allowedUnknown ? ', allowed' : ''})`,
  );
  lines.push(`not looked at: ${sum(coverage.unknown)}${unknown.length > 0 ? `: ${unknown.join(', ')}` : ''}`);
  const notEvaluated = sorted(coverage.notEvaluated).map(([name, number]) => `${name} (${number})`);
  lines.push(
    `not evaluated: ${sum(coverage.notEvaluated)}${notEvaluated.length > 0 ? `: ${notEvaluated.join(', ')}` : ''}`,
  );
  if (otherFiles > 0) lines.push(`other files: ${otherFiles}`);
  lines.push(`waived: ${waived.length}`);
  const { error, warning, notice } = countSeverities(findings);
  lines.push(
    findings.length === 0
      ? 'No findings.'
      : `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(notice, 'notice')}.`,
  );
  return lines;
}

/** `1 object`, `2 objects`. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function sorted(counts: Counts): [string, number][] {
  return Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Beyond this many names a count says more. */
const maxNames = 10;

function listed(names: readonly string[]): string {
  return names.length > maxNames ? `${names.length} environments` : names.join(', ');
}
