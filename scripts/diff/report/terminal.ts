// The report for a terminal: one line for an object, then its fields old → new, then what will happen.
import { styleText } from 'node:util';
import { formatFinding } from '../../../envs/finding.ts';
import type { FieldChange, Level } from '../change.ts';
import { levels } from '../change.ts';
import type { Cause, ChangeGroup, ChangeType, DiffReport, ReportEffect } from '../report.ts';
import { countTypes } from '../summary.ts';
import type { ReportWriter } from './formats.ts';
import {
  causeText,
  escapeInvisible,
  fieldsToShow,
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

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const levelStyles: Readonly<Record<Level, Style>> = {
  info: 'dim',
  notice: 'cyan',
  caution: 'yellow',
  danger: 'red',
  blocked: ['bold', 'magenta'],
};
const typeStyles: Readonly<Record<ChangeType, Style>> = {
  created: 'green',
  deleted: 'red',
  changed: 'yellow',
  moved: 'cyan',
  replaced: 'cyan',
};

/** Fields of one object that are shown at most; the rest is counted. */
const maxFields = 60;
const maxLinesOfText = 12;
const maxAlignedPath = 64;

/** The whole report. */
export const writeTerminal: ReportWriter = (report, _sources, { colour }) => {
  const paint: Paint = colour
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text;
  const lines = [paint('dim', `${showSide(report.from)} → ${showSide(report.to)}`)];
  lines.push(...report.notes.map((note) => paint('cyan', note)));
  for (const group of report.groups) lines.push('', ...groupLines(group, paint));
  const inGroups = new Set(report.groups.flatMap(({ effects }) => effects));
  const others = report.effects.filter((effect) => !inGroups.has(effect));
  if (others.length > 0) {
    lines.push('', paint('bold', 'Effects on objects that do not change themselves'));
    for (const effect of others) {
      lines.push(`  ${effect.object}  ${paint('dim', effect.environment)}`, ...effectLines([effect], paint));
    }
  }
  if (report.findings.length > 0) {
    lines.push('', paint('bold', 'Findings of "check" that are new'));
    lines.push(...report.findings.map((finding) => indent(formatFinding(finding), '  ')));
  }
  lines.push('', ...summaryLines(report, paint));
  return `${lines.join('\n')}\n`;
};

function groupLines(group: ChangeGroup, paint: Paint): string[] {
  const { type, object, environments, changes } = group;
  const previous = changes[0]?.previousName;
  const name = previous ? `${previous} → ${object}` : object;
  const head = [
    group.level ? paint(levelStyles[group.level], group.level.padEnd(8)) : ' '.repeat(8),
    paint(typeStyles[type], `${typeMarks[type]} ${name}`),
    paint(
      'dim',
      ` ${[showApplication(group), showEnvironments(environments)].filter((part) => part !== '').join(' · ')}`,
    ),
  ];
  return [
    head.join(' '),
    ...showOdd(group).map((line) => `           ${paint('cyan', line)}`),
    ...fieldLines(group.fields, paint),
    ...effectLines(group.effects, paint),
    ...causeLines(changes[0]?.causes ?? [], paint),
  ];
}

function fieldLines(all: readonly FieldChange[], paint: Paint): string[] {
  const { shown: fields, rest } = fieldsToShow(all);
  const shown = fields.slice(0, maxFields);
  const width = Math.max(
    0,
    ...shown.map(({ path }) => path.length).filter((length) => length <= maxAlignedPath),
  );
  const lines = shown.flatMap((field) => {
    const path = escapeInvisible(field.path).padEnd(width);
    if (isMultiLine(field.from) || isMultiLine(field.to)) {
      return [`      ${path}`, ...textLines(field, paint)];
    }
    return [`      ${path}  ${valueText(field, paint)}`];
  });
  if (fields.length > shown.length) lines.push(`      and ${fields.length - shown.length} more fields`);
  if (rest) lines.push(`      and ${rest}`);
  return lines;
}

function valueText({ from, to }: FieldChange, paint: Paint): string {
  if (from === undefined) return paint('green', `+ ${showValue(to)}`);
  if (to === undefined) return paint('red', `- ${showValue(from)}`);
  return `${paint('red', showValue(from))} → ${paint('green', showValue(to))}`;
}

/** The lines of a longer text that differ. */
function textLines({ from, to }: FieldChange, paint: Paint): string[] {
  const lines = textDiff(from, to);
  const shown = lines
    .slice(0, maxLinesOfText)
    .map(
      ({ mark, text }) =>
        `        ${paint(mark === '-' ? 'red' : 'green', `${mark} ${escapeInvisible(text)}`)}`,
    );
  if (lines.length > shown.length) shown.push(`        and ${lines.length - shown.length} more lines`);
  return shown;
}

function effectLines(effects: readonly ReportEffect[], paint: Paint): string[] {
  return groupSameEffects(effects).flatMap(({ effect, where, explains }) => {
    const { level, what, rule, acceptedBy } = effect;
    const lines = [
      `      ${paint(levelStyles[level], level)} ${what}${where ? ` (${where})` : ''} ${paint('dim', `[${rule}]`)}`,
    ];
    if (acceptedBy) return [...lines, `        ${paint('green', `accepted: ${acceptedBy}`)}`];
    if (level === 'info' || !explains) return lines;
    return [
      ...lines,
      `        ${paint('dim', `why: ${effect.why}`)}`,
      `        ${paint('dim', `fix: ${effect.fix}`)}`,
    ];
  });
}

function causeLines(causes: readonly Cause[], paint: Paint): string[] {
  return causes.map((cause) => paint('dim', `      from ${causeText(cause)}`));
}

function summaryLines(report: DiffReport, paint: Paint): string[] {
  const lines: string[] = [];
  for (const problem of report.problems) lines.push(formatFinding(problem));
  for (const { text } of report.unusedAcknowledgements) {
    lines.push(paint('yellow', `unused: ${text} (no such effect; remove the line)`));
  }
  const changes = report.groups.flatMap((group) => group.changes);
  if (changes.length === 0)
    return [...lines, lines.length > 0 ? 'Nothing else changes.' : 'Nothing changes.'];
  const environments = report.environments.map(({ name }) => name).filter((name) => name !== '');
  const where = environments.length > 0 ? ` in ${showEnvironments(environments)}` : '';
  lines.push(
    paint('bold', `${plural(changes.length, 'object')}${where}: ${showCounts(countTypes(changes))}.`),
  );
  const effects = [...levels].reverse().filter((level) => report.levels[level] > 0);
  if (effects.length > 0) {
    lines.push(
      `Effects: ${effects.map((level) => paint(levelStyles[level], `${report.levels[level]} ${level}`)).join(', ')}.`,
    );
  }
  return lines;
}

function indent(text: string, by: string): string {
  return text.replaceAll(/^/gm, by);
}
