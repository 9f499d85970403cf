// The top of the page: how many objects change in which application of which environment, and how bad that is.

import { compareText } from '../../groups.ts';
import type { Counts, DiffReport, EnvironmentSummary } from '../../report.ts';
import { countTypes } from '../../summary.ts';
import { plural, showCounts, showSide } from '../text.ts';
import { filterLink, levelBadge, pageLevels } from './labels.ts';
import { html, type Markup } from './markup.ts';

/** Title, sides, numbers and notes. */
export function pageHeader(report: DiffReport): Markup {
  const changes = report.groups.flatMap((group) => group.changes);
  const counted = pageLevels.flatMap((level) =>
    level !== 'none' && report.levels[level] > 0
      ? [html`<li>${levelBadge(level)} ${plural(report.levels[level], 'effect')}</li>`]
      : [],
  );
  const title =
    changes.length === 0
      ? 'No manifest changes'
      : `${plural(changes.length, 'object')}: ${showCounts(countTypes(changes))}`;
  return html`<header class="top">
<h1>${title[0]?.toUpperCase()}${title.slice(1)}</h1>
<p class="sides"><code>${showSide(report.from)}</code> → <code>${showSide(report.to)}</code></p>
${counted.length > 0 && html`<ul class="levels" aria-label="Effects that nobody accepted">${counted}</ul>`}
${report.notes.map((note) => html`<p class="note">${note}</p>`)}
</header>`;
}

/** A table of environments and applications; the more numerous go down, so that it stays narrow. */
export function overview(report: DiffReport): Markup | undefined {
  const environments = report.environments.filter(({ name }) => name !== '');
  if (environments.length === 0) return undefined;
  const names = new Set(environments.flatMap(({ applications }) => applications.map(({ name }) => name)));
  const applications = [...names].sort(compareText);
  const isWide = applications.length > environments.length;
  return html`<section aria-labelledby="overview">
<h2 id="overview">Environments and applications</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="overview"><table>
<caption>Changed objects, and the worst effect. Choose one to see its entries.</caption>
${isWide ? applicationRows(environments, applications) : environmentRows(environments, applications)}
</table></div>
</section>`;
}

function environmentRows(
  environments: readonly EnvironmentSummary[],
  applications: readonly string[],
): Markup {
  return html`<thead><tr><th scope="col">environment</th><th scope="col">all</th>${applications.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${environments.map(
    (
      environment,
    ) => html`<tr>${environmentHead(environment, 'row')}${wholeCell(environment)}${applications.map((name) => cell(environment, name))}</tr>
`,
  )}</tbody>`;
}

function applicationRows(
  environments: readonly EnvironmentSummary[],
  applications: readonly string[],
): Markup {
  return html`<thead><tr><th scope="col">application</th>${environments.map((environment) => environmentHead(environment, 'col'))}</tr></thead>
<tbody><tr><th scope="row">all</th>${environments.map(wholeCell)}</tr>
${applications.map(
  (
    name,
  ) => html`<tr><th scope="row">${name}</th>${environments.map((environment) => cell(environment, name))}</tr>
`,
)}</tbody>`;
}

function environmentHead({ name, type }: EnvironmentSummary, scope: 'row' | 'col'): Markup {
  const whole = type !== 'changed' && html` <span class="whole">${type}</span>`;
  return html`<th scope="${scope}">${filterLink({ environment: name }, name)}${whole}</th>`;
}

function wholeCell({ counts, level }: EnvironmentSummary): Markup {
  return html`<td title="${showCounts(counts)}">${total(counts)} ${levelBadge(level)}</td>`;
}

function cell({ name: environment, applications }: EnvironmentSummary, application: string): Markup {
  const summary = applications.find(({ name }) => name === application);
  if (!summary) return html`<td class="nothing">·</td>`;
  const { counts, level } = summary;
  const count = total(counts);
  const label = `${plural(count, 'object')} of ${application} in ${environment}${level ? `, ${level}` : ''}`;
  return html`<td title="${showCounts(counts)}">${filterLink({ environment, application, label }, count)} ${levelBadge(level)}</td>`;
}

/** Number of objects of all types. */
export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
