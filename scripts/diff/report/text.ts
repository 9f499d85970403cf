// Words and values as all reports for people show them.
import type { FieldChange } from '../change.ts';
import { isMapping } from '../compare/canonical.ts';
import { withoutOwnName } from '../own-names.ts';
import type { Cause, ChangeGroup, ChangeType, Counts, DiffReport, ReportEffect } from '../report.ts';

const longHash = /\b(sha256:)?([0-9a-f]{12})[0-9a-f]{28,}\b/g;
const maxValueLength = 160;

/** A value on one line: texts as they are, the rest as JSON; hashes and long values are shortened. */
export function showValue(value: unknown): string {
  const text = typeof value === 'string' ? showText(value) : (JSON.stringify(value) ?? '');
  const short = text.replaceAll(longHash, '$1$2…');
  return short.length > maxValueLength ? `${short.slice(0, maxValueLength - 1)}…` : short;
}

/** A line of a source, as it stands there. */
function showLine(text: string): string {
  const shown = escapeInvisible(text);
  return shown.length > maxValueLength ? `${shown.slice(0, maxValueLength - 1)}…` : shown;
}

/** Quotes what would be read as something else, and makes invisible characters visible. */
function showText(text: string): string {
  const isPlain = text !== '' && text.trim() === text && !/^(true|false|null|[-+.\d][\d.eE+-]*)$/.test(text);
  // Control characters and marks of direction could change how the rest of the line looks.
  return isPlain && !/[\p{Cc}\p{Cf}]/u.test(text) ? text : escapeInvisible(JSON.stringify(text));
}

/** Writes characters that can't be seen as `\u....`. */
export function escapeInvisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    [...character].map((one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Pages that the project's own reasons refer to; whatever else looks like one comes from a manifest. */
const sourcePage =
  /https:\/\/(?:kubernetes\.io|docs\.aws\.amazon\.com|argo-cd\.readthedocs\.io|karpenter\.sh|keda\.sh|docs\.crossplane\.io|github\.com\/hashicorp\/terraform-provider-aws)\/[\w./#-]*[\w/]/g;

/** The text of a reason or an advice, cut where it refers to a page that readers may open. */
export function partsOfReason(text: string): { readonly text: string; readonly isPage: boolean }[] {
  const parts: { text: string; isPage: boolean }[] = [];
  let at = 0;
  for (const { 0: url, index } of text.matchAll(sourcePage)) {
    parts.push({ text: text.slice(at, index), isPage: false }, { text: url, isPage: true });
    at = index + url.length;
  }
  return [...parts, { text: text.slice(at), isPage: false }];
}

/** Where Grafana draws the panels of a dashboard, and its numbers for them: they follow from what comes and goes. */
const panelPlace = /<json>\.panels\[.*\]\.(?:gridPos\.[xywh]|id)$/;

/** Fields for people: what only follows from the others is counted. */
export function fieldsToShow(fields: readonly FieldChange[]): {
  readonly shown: readonly FieldChange[];
  /** What the rest is; absent when there is none. */
  readonly rest?: string;
} {
  const shown = fields.filter(({ path }) => !panelPlace.test(path));
  const count = fields.length - shown.length;
  if (count === 0 || shown.length === 0) return { shown: fields };
  return { shown, rest: `${plural(count, 'place or id', 'places and ids')} of panels` };
}

/** True for a value that is better shown line by line. */
export function isMultiLine(value: unknown): value is string {
  return typeof value === 'string' && value.trimEnd().includes('\n');
}

/** True for a value with parts of its own. */
export function isStructure(value: unknown): boolean {
  return Array.isArray(value) || isMapping(value);
}

/** `3 objects`, `one object`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count === 1 ? 'one' : count} ${count === 1 ? one : many}`;
}

/** What stands before an object, by what happens to it. */
export const typeMarks: Readonly<Record<ChangeType, string>> = {
  created: '+',
  deleted: '-',
  changed: '~',
  moved: '>',
  replaced: '±',
};

/** `2 created, one changed` without what does not occur. */
export function showCounts(counts: Counts): string {
  const types: ChangeType[] = ['created', 'deleted', 'changed', 'moved', 'replaced'];
  const parts = types.filter((type) => counts[type] > 0).map((type) => `${counts[type]} ${type}`);
  return parts.join(', ') || 'none';
}

/** Names of environments; long lists end with a number. */
export function showEnvironments(names: readonly string[], most = 6): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

/** What a side is, with its short commit. */
export function showSide({ label, commit }: DiffReport['from']): string {
  const short = commit?.slice(0, 10);
  return short === undefined || label.startsWith(short) || commit === label
    ? label.slice(0, 80)
    : `${label} (${short})`;
}

/** The application of a group, and the one that the object comes from. */
export function showApplication({ application, changes }: ChangeGroup): string {
  const previous = changes[0]?.previousApplication;
  return previous ? `${previous} → ${application}` : application;
}

/** What is special about the environments of a group: those that differ, and those in which nothing changes. */
export function showOdd({ differentIn, unchangedIn }: ChangeGroup): string[] {
  const lines: string[] = [];
  if (differentIn.length > 0) lines.push(`different in ${showEnvironments(differentIn)}`);
  if (unchangedIn.length > 0) lines.push(`unchanged in ${showEnvironments(unchangedIn)}`);
  return lines;
}

/** Effects that say the same, with the first of them. */
export interface SameEffects {
  readonly effect: ReportEffect;
  /** Their environments, when others of the list say something else. */
  readonly where?: string;
  /** True for the last of several with the same reason and advice: these are said once. */
  readonly explains: boolean;
}

/** Effects of several environments that say the same, but for their own names, are said once. */
export function groupSameEffects(effects: readonly ReportEffect[]): SameEffects[] {
  const environments = new Set(effects.map(({ environment }) => environment));
  const same = Map.groupBy(effects, ({ rule, level, what, why, fix, acceptedBy, environment }) => {
    const own = (text: string) => (environments.size < 2 ? text : withoutOwnName(text, environment));
    return [rule, level, own(what), own(why), own(fix), acceptedBy].join('\0');
  });
  return [...same.values()].flatMap((group, index, all): SameEffects[] => {
    const [effect] = group;
    if (!effect) return [];
    const where = whereOf(effect, group, environments);
    const next = all[index + 1]?.[0];
    const explains = !next || next.rule !== effect.rule || next.why !== effect.why || next.fix !== effect.fix;
    return [{ effect, ...(where ? { where } : {}), explains }];
  });
}

function whereOf(
  first: ReportEffect,
  group: readonly ReportEffect[],
  all: ReadonlySet<string>,
): string | undefined {
  const names = [...new Set(group.map(({ environment }) => environment))];
  const isSame = group.every(({ what }) => what === first.what);
  if (isSame) return names.length < all.size ? showEnvironments(names) : undefined;
  return `${names[0]}; with names of its own in ${showEnvironments(names.slice(1))}`;
}

/** `envs/prod.ts:42 database.storageGiB: 100 → 200`. */
export function causeText({ file, line, field, from, to }: Cause): string {
  const place = line === undefined ? file : `${file}:${line}`;
  // Behind the path of a field, its name and the comma of the line say nothing new.
  const bare = (text: string) => (field ? text.replace(/^[\w$]+:\s*/, '').replace(/,$/, '') : text);
  const texts = [from, to].filter((text) => text !== undefined).map((text) => showLine(bare(text)));
  const values = texts.join(' → ');
  return [place, field && values ? `${field}:` : field, values].filter((part) => part).join(' ');
}
