// The report as a comment on a pull request: summary first, worst first, and never longer than GitHub takes.
import { levels } from '../change.ts';
import type { DiffReport } from '../report.ts';
import { countTypes } from '../summary.ts';
import type { ReportWriter } from './formats.ts';
import { markdownEntries } from './markdown-entries.ts';
import { bytesOf, code, escapeMarkdown } from './markdown-text.ts';
import { plural, showCounts, showEnvironments, showSide } from './text.ts';

/** By this line, the comment of an earlier run is found and replaced. */
export const commentMarker = '<!-- helical-gitops diff -->';

/** GitHub refuses longer comments (65,536 characters); bytes are never fewer than characters. */
export const maxCommentBytes = 65_535;

/** Room for the lines that say what was left out. */
const reservedBytes = 600;
const maxRows = 25;

/** The whole report, or as much of it as fits: entries are left out whole, the least important first. */
export const writeMarkdown: ReportWriter = (report) => {
  const head = [commentMarker, '', ...summary(report)].join('\n');
  const parts = markdownEntries(report);
  let bytes = bytesOf(head) + reservedBytes;
  const shown: string[] = [];
  for (const part of parts) {
    const size = bytesOf(part) + 1;
    // Everything behind an entry that does not fit is less important: a smaller one must not jump the queue.
    if (bytes + size > maxCommentBytes) break;
    bytes += size;
    shown.push(part);
  }
  const hidden = parts.length - shown.length;
  const tail =
    hidden === 0
      ? []
      : [
          `**${plural(hidden, 'more entry', 'more entries')} not shown**: the comment is full. The JSON and HTML reports have all of them.\n`,
        ];
  return [head, ...shown, ...tail].join('\n');
};

function summary(report: DiffReport): string[] {
  const changes = report.groups.flatMap((group) => group.changes);
  const sides = `${code(showSide(report.from))} → ${code(showSide(report.to))}`;
  const notes = report.notes.map((note) => `> ${escapeMarkdown(note)}\n`);
  if (changes.length === 0) return [`### No manifest changes`, '', sides, '', ...notes];
  const found = [...levels].reverse().filter((level) => report.levels[level] > 0);
  const effects = found.map((level) => `${report.levels[level]} ${level}`).join(', ');
  return [
    `### ${plural(changes.length, 'object')}: ${showCounts(countTypes(changes))}`,
    '',
    `${effects ? `**${effects}** · ` : ''}${sides}`,
    '',
    ...notes,
    ...overview(report),
    '',
  ];
}

function overview({ environments }: DiffReport): string[] {
  const named = environments.filter(({ name }) => name !== '');
  if (named.length === 0) return [];
  const rows = named.slice(0, maxRows).map(({ name, counts, level, applications }) => {
    const names = applications.map((application) => application.name);
    return `| ${code(name)} | ${showCounts(counts)} | ${escapeMarkdown(showEnvironments(names, 8))} | ${level ?? ''} |`;
  });
  const rest = named.length - rows.length;
  if (rest > 0) rows.push(`| ${rest} more | | | |`);
  return ['| environment | objects | applications | worst |', '| --- | --- | --- | --- |', ...rows];
}
