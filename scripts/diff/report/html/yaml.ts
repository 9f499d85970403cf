// The YAML of the page: which of all manifests have room in it, and how a reader chooses among environments.
import type { ChangeGroup, ReportChange } from '../../report.ts';
import type { ReportSources } from '../formats.ts';
import { plural } from '../text.ts';
import { html, type Markup } from './markup.ts';
import { maxYamlLines, sideBySide } from './side-by-side.ts';

/** All YAML of a page together, in characters of markup, as estimated: beyond this, browsers need seconds to open it. */
export const maxYamlLength = 8_000_000;

/** Characters of markup for a byte of YAML, and for an object: both sides with numbers of lines. Measured. */
const markupPerByte = 0.85;
const markupPerObject = 700;

/** The YAML of groups. */
export interface YamlWriter {
  /** `undefined` where there is no YAML to show. */
  write(group: ChangeGroup): Markup | undefined;
  /** Objects left out because they or the page are too long. Those of further environments don't count. */
  readonly leftOut: number;
}

/** Renders what fits: the first environment of each group in the order of the groups, then the others. */
export function yamlWriter(
  sources: ReportSources,
  groups: readonly ChangeGroup[],
  maxLength = maxYamlLength,
): YamlWriter {
  const firsts = groups.flatMap(({ changes }) => changes[0] ?? []);
  const others = groups.flatMap(({ changes }) => changes.slice(1));
  const chosen = new Set<ReportChange>();
  let length = 0;
  for (const change of [...firsts, ...others]) {
    const bytes = sources.yamlBytes(change);
    if (bytes === 0) continue;
    const estimate = bytes * markupPerByte + markupPerObject;
    if (length + estimate > maxLength) continue;
    length += estimate;
    chosen.add(change);
  }
  const sheets = new Map<ReportChange, Markup | 'long'>();
  // An environment at a time, because that is how sources read them.
  for (const [, changes] of Map.groupBy(chosen, ({ environment }) => environment)) {
    for (const change of changes) {
      const from = change.type === 'created' ? undefined : sources.yaml(change, 'from');
      const to = change.type === 'deleted' ? undefined : sources.yaml(change, 'to');
      if (from === undefined && to === undefined) continue;
      sheets.set(change, sheetOf(change, sideBySide(from, to)));
    }
  }
  const isLeftOut = (change: ReportChange) =>
    sheets.get(change) === 'long' || (!chosen.has(change) && sources.yamlBytes(change) > 0);
  return {
    write: ({ changes }) => writeGroup(changes, sheets, isLeftOut),
    leftOut: firsts.filter(isLeftOut).length,
  };
}

function sheetOf(change: ReportChange, sheet: Markup | undefined): Markup | 'long' {
  if (!sheet) return 'long';
  const names = change.fromFile ? `${change.fromFile} → ${change.file}` : change.file;
  return html`<p class="file"><code>${names}</code></p>
${sheet}`;
}

/** The first environment is there to be opened; the others wait in templates, which cost a browser next to nothing. */
function writeGroup(
  changes: readonly ReportChange[],
  sheets: ReadonlyMap<ReportChange, Markup | 'long'>,
  isLeftOut: (change: ReportChange) => boolean,
): Markup | undefined {
  const [first, ...others] = changes;
  if (!first) return undefined;
  const sheet = sheets.get(first);
  if (sheet === undefined && !isLeftOut(first)) return undefined;
  if (sheet === undefined || sheet === 'long')
    return html`<p class="left-out">YAML not shown: ${sheet === 'long' ? `more than ${maxYamlLines} lines` : 'the page is full'}.</p>`;
  const shown = others.flatMap((change) => {
    const other = sheets.get(change);
    return other && other !== 'long' ? [{ name: change.environment, sheet: other }] : [];
  });
  const rest = others.length - shown.length;
  const where = first.environment ? html` (<span class="which">${first.environment}</span>)` : '';
  return html`<details class="yaml"><summary>YAML side by side${where}</summary>
${shown.length > 0 && picker(first.environment, shown, rest)}<div class="of-environment">${sheet}</div>
${shown.map(({ name, sheet: other }) => html`<template data-env="${name}">${other}</template>`)}</details>`;
}

function picker(first: string, others: readonly { readonly name: string }[], rest: number): Markup {
  const names = [first, ...others.map(({ name }) => name)];
  return html`<p class="pick" hidden><label>Environment <select>${names.map((name) => html`<option>${name}</option>`)}</select></label>${rest > 0 && html` <span class="left-out">${plural(rest, 'more environment')}: the page is full.</span>`}</p>
`;
}
