// The report for people: grouped by file, worst first, with the lines that are meant.
import type { Severity } from '../../../envs/finding.ts';
import type { CheckResult } from '../result.ts';
import { byFile, type LocatedFinding } from './located.ts';
import { printable } from './printable.ts';
import { summaryLines } from './summary.ts';

/** Colours a piece of text, or not. */
export type Paint = (colour: 'green' | 'yellow' | 'red' | 'bold', text: string) => string;

const colours = { error: 'red', warning: 'yellow', notice: 'bold' } as const satisfies Record<
  Severity,
  string
>;

/** The findings, one block for each file. */
export function textOfFindings(findings: readonly LocatedFinding[], paint: Paint): string {
  return byFile(findings)
    .map(([file, group]) => {
      const source = group.find(({ where }) => where.source)?.where.source;
      const heading = paint('bold', printable(file)) + (source ? ` (from ${printable(source)})` : '');
      return `${heading}\n${group.map((finding) => textOf(finding, paint)).join('\n')}\n`;
    })
    .join('\n');
}

/** The summary, ending with a line break. */
export function textOfSummary(result: CheckResult, paint: Paint): string {
  const lines = summaryLines(result).map(printable);
  const last = lines.pop() ?? '';
  const colour = result.findings[0] ? colours[result.findings[0].severity] : 'green';
  return [...lines, paint(colour, last), ''].join('\n');
}

function textOf(finding: LocatedFinding, paint: Paint): string {
  const { severity, rule, where, what, why, fix, position } = finding;
  const place = position ? `${position.line}:${position.column}` : '';
  const head = [place, where.path ?? '', `[${rule}]`].filter(Boolean).join(' ');
  const lines = [what, ...excerptLines(finding), `why: ${why}`, `fix: ${fix}`].map(
    (line) => `\n    ${printable(line)}`,
  );
  // Colours come last: they are made of the very characters that text from files must not hold.
  return `  ${paint(colours[severity], severity)} ${printable(head)}${lines.join('')}`;
}

/** The lines of the file with a mark below the one that is meant. */
function excerptLines({ excerpt, position }: LocatedFinding): string[] {
  const width = String(excerpt.firstLine + excerpt.lines.length - 1).length;
  return excerpt.lines.flatMap((line, index) => {
    const number = excerpt.firstLine + index;
    const text = `${String(number).padStart(width)} | ${line}`.trimEnd();
    if (number !== position?.line) return [text];
    // A tab is as wide as the terminal wants, so the mark gets the same tabs.
    const indent = line.slice(0, position.column - 1).replace(/[^\t]/g, ' ');
    return [text, `${' '.repeat(width)} | ${indent}^`];
  });
}
