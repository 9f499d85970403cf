// The entries of the comment: one for each change, or for objects that come or go alike, worst first.
import { dump } from 'js-yaml';
import type { FieldChange } from '../change.ts';
import { worstOf } from '../groups.ts';
import type { Cause, ChangeGroup, DiffReport, ReportEffect } from '../report.ts';
import { code, escapeMarkdown, escapeReason, fence } from './markdown-text.ts';
import {
  causeText,
  fieldsToShow,
  groupSameEffects,
  isMultiLine,
  isStructure,
  plural,
  showApplication,
  showEnvironments,
  showOdd,
  showValue,
  typeMarks,
} from './text.ts';
import { textDiff } from './text-diff.ts';

const maxFields = 40;
const maxLinesOfText = 60;
/** Longer structures are not one line. */
const maxLineLength = 160;
const maxLinesOfValue = 30;
/** Objects that one entry names; of more than these, it names the kinds. */
const maxObjects = 24;
/** Objects that one effect names. */
const maxObjectsOfEffect = 5;
/** Entries at this level or above are open when the comment appears. */
const openLevels = new Set(['danger', 'blocked']);

/** Blocks in the order of their importance. */
export function markdownEntries(report: DiffReport): string[] {
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
    ...collapse(report.groups.filter(isBad)).map(entry),
    ...otherEffects(others),
    ...report.findings.map(
      (finding) =>
        `- **${finding.severity}** ${code(finding.where.file)} ${code(finding.where.path ?? '')}: ${escapeMarkdown(finding.what)} (${escapeMarkdown(finding.rule)})\n`,
    ),
    ...collapse(report.groups.filter((group) => !isBad(group))).map(entry),
  ];
}

function otherEffects(effects: readonly ReportEffect[]): string[] {
  const byObject = Map.groupBy(effects, ({ object }) => object);
  return [...byObject].map(([object, own]) => {
    const environments = [...new Set(own.map(({ environment }) => environment))];
    const place = escapeMarkdown(`not changed itself · ${showEnvironments(environments)}`);
    return `**${worstOf(own) ?? 'accepted'}** ${code(object)} ${place}\n\n${effectLines([own]).join('\n')}\n`;
  });
}

/** Objects that come or go with effects of the same rules are one entry: a new environment has hundreds. */
function collapse(groups: readonly ChangeGroup[]): ChangeGroup[][] {
  const alike = Map.groupBy(groups, (group) => {
    const { type, application, environments, effects, changes, unchangedIn, differentIn } = group;
    const comesOrGoes = type === 'created' || type === 'deleted';
    if (!comesOrGoes || unchangedIn.length > 0 || differentIn.length > 0) return group;
    const said = effects.map(({ rule, level, environment, acceptedBy }) => [
      rule,
      level,
      environment,
      acceptedBy,
    ]);
    return JSON.stringify([type, application, environments, said, (changes[0]?.causes ?? []).map(causeText)]);
  });
  return [...alike.values()];
}

function entry(alike: readonly ChangeGroup[]): string {
  const [group] = alike;
  if (!group) return '';
  const { type, object, environments, changes, level } = group;
  const previous = changes[0]?.previousName;
  const single = previous ? `${code(previous)} → ${code(object)}` : code(object);
  const name = alike.length > 1 ? plural(alike.length, 'object') : single;
  const place = [showApplication(group), showEnvironments(environments)].filter((part) => part !== '');
  const parts = [
    `<details${level && openLevels.has(level) ? ' open' : ''}><summary>`,
    level ? `<b>${level}</b> ` : '',
    `${escapeMarkdown(typeMarks[type])} ${name} ${escapeMarkdown(place.join(' · '))}</summary>\n\n`,
  ];
  const body = [
    ...(alike.length > 1 ? [`${objectList(alike)}\n`] : []),
    ...showOdd(group).map((line) => `_${escapeMarkdown(line)}_\n`),
    ...effectLines(alike.map(({ effects }) => effects)),
    '',
    ...fieldBlock(group.fields),
    ...causeLines(changes[0]?.causes ?? []),
    '</details>\n',
  ];
  return parts.join('') + body.join('\n');
}

function objectList(groups: readonly ChangeGroup[]): string {
  if (groups.length <= maxObjects)
    return codes(
      groups.map(({ object }) => object),
      maxObjects,
    );
  const kinds = [...Map.groupBy(groups, ({ kind }) => kind)].sort(([, a], [, b]) => b.length - a.length);
  return kinds.map(([kind, own]) => `${own.length} ${code(kind)}`).join(', ');
}

function codes(texts: readonly string[], most: number): string {
  const rest = texts.length - most;
  return `${texts.slice(0, most).map(code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The effects of one object, or of several; what is not said of all of them names those that it is said of. */
function effectLines(effectsOfObjects: readonly (readonly ReportEffect[])[]): string[] {
  const all = effectsOfObjects.flat();
  const firsts = Map.groupBy(all, ({ rule, level, what, why, fix, environment, acceptedBy }) =>
    JSON.stringify([rule, level, what, why, fix, environment, acceptedBy]),
  );
  const objects = new Map([...firsts.values()].map((same) => [same[0], same.map(({ object }) => object)]));
  // Those of one rule together, so that its reason is said once.
  const distinct = [...firsts.values()].flatMap(([first]) => first ?? []);
  const ordered = [...Map.groupBy(distinct, ({ rule, level }) => `${level} ${rule}`).values()].flat();
  return groupSameEffects(ordered).map(({ effect, where, explains }) => {
    const named = objects.get(effect) ?? [];
    const isOfAll = new Set(named).size === effectsOfObjects.length;
    const subject = isOfAll ? '' : `${codes(named, maxObjectsOfEffect)}: `;
    const place = where ? ` (${escapeMarkdown(where)})` : '';
    const head = `- **${effect.level}** ${subject}${escapeMarkdown(effect.what)}${place} ${code(effect.rule)}`;
    if (effect.acceptedBy) return `${head}<br>accepted: ${code(effect.acceptedBy)}`;
    if (effect.level === 'info' || !explains) return head;
    return `${head}<br>Why: ${escapeReason(effect.why)}<br>What to do: ${escapeReason(effect.fix)}`;
  });
}

function fieldBlock(all: readonly FieldChange[]): string[] {
  const { shown: fields, rest } = fieldsToShow(all);
  if (fields.length === 0) return [];
  const shown = fields.slice(0, maxFields);
  const lines = shown.flatMap(fieldLines);
  if (fields.length > shown.length) lines.push(`# and ${fields.length - shown.length} more fields`);
  if (rest) lines.push(`# and ${rest}`);
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
  if (from !== undefined) lines.push(...valueLines('-', from));
  if (to !== undefined) lines.push(...valueLines('+', to));
  return lines;
}

/** What is too long for a line is shown as the YAML that it is. */
function valueLines(mark: string, value: unknown): string[] {
  if (!isStructure(value) || JSON.stringify(value).length <= maxLineLength)
    return [`${mark} ${showValue(value)}`];
  const lines = dump(value, { lineWidth: -1 }).trimEnd().split('\n');
  const shown = lines.slice(0, maxLinesOfValue).map((line) => `${mark} ${line}`);
  return lines.length > shown.length ? [...shown, `# and ${lines.length - shown.length} more lines`] : shown;
}

function causeLines(causes: readonly Cause[]): string[] {
  if (causes.length === 0) return [];
  return [`From ${causes.map((cause) => code(causeText(cause))).join(', ')}\n`];
}
