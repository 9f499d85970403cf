// The list of what changes: one entry for each change with its effects, causes, fields and YAML, worst first.

import { rankOf, worstOf } from '../../groups.ts';
import type { ChangeGroup, DiffReport, ReportEffect } from '../../report.ts';
import {
  causeText,
  groupSameEffects,
  partsOfReason,
  plural,
  showApplication,
  showEnvironments,
  showOdd,
  typeMarks,
} from '../text.ts';
import { fieldList } from './fields.ts';
import { data, levelBadge } from './labels.ts';
import { html, type Markup, type Part } from './markup.ts';
import type { YamlWriter } from './yaml.ts';

const maxCauses = 12;

/** All entries. Effects on objects that stay as they are have entries of their own. */
export function entries(report: DiffReport, yaml: YamlWriter): Markup[] {
  const inGroups = new Set(report.groups.flatMap(({ effects }) => effects));
  const others = report.effects.filter((effect) => !inGroups.has(effect));
  const ofObjects = [...Map.groupBy(others, ({ object }) => object).values()].map((effects) => ({
    level: worstOf(effects),
    write: (number: number) => effectEntry(effects, number),
  }));
  const ofGroups = report.groups.map((group) => ({
    level: group.level,
    write: (number: number) => groupEntry(group, number, yaml),
  }));
  return [...ofGroups, ...ofObjects]
    .sort((a, b) => rankOf(b.level) - rankOf(a.level))
    .map(({ write }, index) => write(index + 1));
}

function groupEntry(group: ChangeGroup, number: number, yaml: YamlWriter): Markup {
  const { type, object, environments, changes, level, effects } = group;
  const [change] = changes;
  const previous = change?.previousName;
  const applications = new Set(
    changes.flatMap((one) => [one.application, one.previousApplication ?? []].flat()),
  );
  const names = new Set([...environments, ...effects.map(({ environment }) => environment)]);
  return entry({
    number,
    level: level ?? 'none',
    environments: [...names],
    applications: [...applications],
    head: html`${levelBadge(level)} <span class="type ${type}"><span aria-hidden="true">${typeMarks[type]}</span> ${type}</span> <code>${previous && `${previous} → `}${object}</code>`,
    place: [showApplication(group), showEnvironments(environments, 12)],
    body: [
      showOdd(group).map((line) => html`<p class="odd">${line}</p>`),
      effectList(effects),
      fieldList(group.fields),
      causeList(change?.causes.map(causeText) ?? []),
      yaml.write(group),
      changes.length > 1 &&
        html`<p class="same-elsewhere">The same, but for their own names, in ${environments.slice(1).join(', ')}.</p>`,
    ],
  });
}

function effectEntry(effects: readonly ReportEffect[], number: number): Markup {
  const level = worstOf(effects);
  const environments = [...new Set(effects.map(({ environment }) => environment))];
  const applications = new Set(effects.map(({ file }) => file.split('/').at(-2) ?? ''));
  return entry({
    number,
    level: level ?? 'none',
    environments,
    applications: [...applications],
    head: html`${levelBadge(level)} <span class="type">not changed itself</span> <code>${effects[0]?.object}</code>`,
    place: [[...applications].join(', '), showEnvironments(environments, 12)],
    body: [effectList(effects), causeList(effects.flatMap(({ causes }) => causes.map(causeText)))],
  });
}

interface Entry {
  readonly number: number;
  readonly level: string;
  readonly environments: readonly string[];
  readonly applications: readonly string[];
  readonly head: Markup;
  readonly place: readonly string[];
  readonly body: Part;
}

function entry({ number, level, environments, applications, head, place, body }: Entry): Markup {
  const id = `entry-${number}`;
  return html`<article class="entry ${level}" id="${id}" tabindex="-1" aria-labelledby="${id}-name"${data('level', level)}${data('env', environments)}${data('app', applications)}>
<h3 id="${id}-name">${head}</h3>
<p class="place">${place.filter((text) => text !== '').join(' · ')}</p>
${body}
</article>
`;
}

function effectList(effects: readonly ReportEffect[]): Markup | undefined {
  if (effects.length === 0) return undefined;
  return html`<ul class="effects">${groupSameEffects(effects).map(({ effect, where, explains }) => {
    const { level, what, why, fix, rule, acceptedBy } = effect;
    return html`<li class="${level}${acceptedBy && ' accepted'}"><p class="what">${levelBadge(level)} ${what}${where && ` (${where})`} <code class="rule">${rule}</code></p>
${acceptedBy && html`<p class="accepted-by">Accepted: <code>${acceptedBy}</code></p>`}${
  explains &&
  html`<p><b>Why</b> ${reason(why)}</p>
<p><b>What to do</b> ${reason(fix)}</p>`
}</li>
`;
  })}</ul>`;
}

/** Pages that it refers to can be opened. */
function reason(text: string): Markup[] {
  return partsOfReason(text).map((part) =>
    part.isPage ? html`<a href="${part.text}" rel="noreferrer">${part.text}</a>` : html`${part.text}`,
  );
}

function causeList(causes: readonly string[]): Markup | undefined {
  const all = [...new Set(causes)];
  if (all.length === 0) return undefined;
  const rest = all.length - maxCauses;
  return html`<div class="causes"><p>Caused by</p><ul>${all.slice(0, maxCauses).map((text) => html`<li><code>${text}</code></li>`)}${rest > 0 && html`<li>${plural(rest, 'more line')}</li>`}</ul></div>`;
}
