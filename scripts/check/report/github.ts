// The report for GitHub Actions: annotations on the lines of a pull request, as many as GitHub shows.
//
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
import type { LocatedFinding } from './located.ts';
import { printable } from './printable.ts';
import { counted } from './summary.ts';

/** GitHub drops what a step annotates beyond this, of errors, warnings and notices each. */
export const maxAnnotations = 10;

/** One line for each annotation, worst first, and one that counts the others. Empty without findings. */
export function githubReport(findings: readonly LocatedFinding[]): string {
  const bySeverity = [...Map.groupBy(findings, ({ severity }) => severity).values()];
  const shown = bySeverity.flatMap((some) => some.slice(0, maxAnnotations));
  const lines = shown.map(annotation);
  const missing = findings.length - shown.length;
  if (missing > 0) {
    lines.push(
      `${counted(missing, 'more finding')} without annotation: GitHub shows ${maxAnnotations} of each severity.`,
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

function annotation({ rule, severity, where, position, what, why, fix }: LocatedFinding): string {
  const properties = [
    `file=${property(where.file)}`,
    ...(position ? [`line=${position.line}`, `col=${position.column}`] : []),
    `title=${property(rule)}`,
  ];
  const lines = [where.path ? `${where.path}: ${what}` : what, `why: ${why}`, `fix: ${fix}`];
  if (where.source) lines.push(`from: ${where.source}`);
  return `::${severity} ${properties.join(',')}::${message(lines.join('\n'))}`;
}

function message(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
