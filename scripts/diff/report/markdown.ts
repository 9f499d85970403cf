// The report as a comment on a pull request: summary first, worst first, and never longer than GitHub takes.
import type { FieldChange } from '../change.ts';
import { levels } from '../change.ts';
import type { Cause, ChangeGroup, DiffReport, ReportEffect } from '../report.ts';
import { countTypes } from '../summary.ts';
import type { ReportWriter } from './formats.ts';
import { bytesOf, code, escapeMarkdown, fence } from './markdown-text.ts';
import {
  causeText,
  groupSameEffects,
  isMultiLine,
  plural,
  showApplication,
  showCounts,
  showEnvironments,
  showOdd,
  showSide,
  showValue,
  typeMarks,
} from './text.ts';
import { textDiff } from './text-diff.ts';

/** By this line, the comment of an earlier run is found and replaced. */
export const commentMarker = '<!-- helical-gitops diff -->';

/** GitHub refuses longer comments (65,536 characters); bytes are never fewer than characters. */
export const maxCommentBytes = 65_535;

/** Room for the lines that say what was left out. */
const reservedBytes = 600;
const maxFields = 40;
const maxLinesOfText = 60;
const maxRows = 25;
/** Entries at this level or above are open when the comment appears. */
const openLevels = new Set(['danger', 'blocked']);

/** The whole report, or as much of it as fits: entries are left out whole, the least important first. */
export const writeMarkdown: ReportWriter = (report) => {
  const head = [commentMarker, '', ...summary(report)].join('\n');
  const parts = entries(report);
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

/** Blocks in the order of their importance. */
function entries(report: DiffReport): string[] {
  const inGroups = new Set(report.groups.flatMap(({ effects }) => effects));
  const others = report.effects.filter((effect) => !inGroups.has(effect));
  const isBad = ({ level }: ChangeGroup) => level !== undefined && openLevels.has(level);
  return [
    ...report.problems.map(
      (problem) =>
        `- **${problem.severity}** ${code(problem.where.file)}: ${escapeMarkdown(problem.what)} ${escapeMarkdown(problem.fix)}\n`,
    ),
    ...report.unusedAcknowledgements.map(
      ({ text }) => `- **unused** ${code(text)}: there is no such effect; remove the line.\n`,
    ),
    ...report.groups.filter(isBad).map(entry),
    ...otherEffects(others),
    ...report.findings.map(
      (finding) =>
        `- **${finding.severity}** ${code(finding.where.file)} ${code(finding.where.path ?? '')}: ${escapeMarkdown(finding.what)} (${escapeMarkdown(finding.rule)})\n`,
    ),
    ...report.groups.filter((group) => !isBad(group)).map(entry),
  ];
}

function otherEffects(effects: readonly ReportEffect[]): string[] {
  const byObject = Map.groupBy(effects, ({ object }) => object);
  return [...byObject].map(([object, own]) => `${code(object)}\n\n${effectLines(own).join('\n')}\n`);
}

function entry(group: ChangeGroup): string {
  const { type, object, environments, changes, level } = group;
  const previous = changes[0]?.previousName;
  const name = previous ? `${code(previous)} → ${code(object)}` : code(object);
  const place = [showApplication(group), showEnvironments(environments)].filter((part) => part !== '');
  const parts = [
    `<details${level && openLevels.has(level) ? ' open' : ''}><summary>`,
    level ? `<b>${level}</b> ` : '',
    `${escapeMarkdown(typeMarks[type])} ${name} ${escapeMarkdown(place.join(' · '))}</summary>\n\n`,
  ];
  const body = [
    ...showOdd(group).map((line) => `_${escapeMarkdown(line)}_\n`),
    ...effectLines(group.effects),
    '',
    ...fieldBlock(group.fields),
    ...causeLines(changes[0]?.causes ?? []),
    '</details>\n',
  ];
  return parts.join('') + body.join('\n');
}

function effectLines(effects: readonly ReportEffect[]): string[] {
  return groupSameEffects(effects).map(({ effect, where }) => {
    const place = where ? ` (${escapeMarkdown(where)})` : '';
    const head = `- **${effect.level}** ${escapeMarkdown(effect.what)}${place} ${code(effect.rule)}`;
    if (effect.acceptedBy) return `${head}<br>accepted: ${code(effect.acceptedBy)}`;
    if (effect.level === 'info') return head;
    return `${head}<br>Why: ${escapeMarkdown(effect.why)}<br>What to do: ${escapeMarkdown(effect.fix)}`;
  });
}

function fieldBlock(fields: readonly FieldChange[]): string[] {
  if (fields.length === 0) return [];
  const shown = fields.slice(0, maxFields);
  const lines = shown.flatMap(fieldLines);
  if (fields.length > shown.length) lines.push(`# and ${fields.length - shown.length} more fields`);
  return [fence(lines, 'diff'), ''];
}

function fieldLines(field: FieldChange): string[] {
  const { path, from, to } = field;
  const lines = [`  ${path}`];
  if (isMultiLine(from) || isMultiLine(to)) {
    const changed = textDiff(from, to);
    lines.push(...changed.slice(0, maxLinesOfText).map(({ mark, text }) => `${mark} ${text}`));
    if (changed.length > maxLinesOfText) lines.push(`# and ${changed.length - maxLinesOfText} more lines`);
    return lines;
  }
  if (from !== undefined) lines.push(`- ${showValue(from)}`);
  if (to !== undefined) lines.push(`+ ${showValue(to)}`);
  return lines;
}

function causeLines(causes: readonly Cause[]): string[] {
  if (causes.length === 0) return [];
  return [`From ${causes.map((cause) => code(causeText(cause))).join(', ')}\n`];
}
