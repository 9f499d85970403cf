// The top of the page: how many objects change in which application of which environment, and how bad that is.

import { compareText } from '../../groups.ts';
import type { ApplicationSummary, Counts, DiffReport, EnvironmentSummary } from '../../report.ts';
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

/** A table of environments by applications. */
export function overview(report: DiffReport): Markup | undefined {
  const environments = report.environments.filter(({ name }) => name !== '');
  if (environments.length === 0) return undefined;
  const names = new Set(environments.flatMap(({ applications }) => applications.map(({ name }) => name)));
  const applications = [...names].sort(compareText);
  return html`<section aria-labelledby="overview">
<h2 id="overview">Environments and applications</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="overview"><table>
<caption>Changed objects, and the worst effect. Choose one to see its entries.</caption>
<thead><tr><th scope="col">environment</th><th scope="col">all</th>${applications.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${environments.map((environment) => row(environment, applications))}</tbody>
</table></div>
</section>`;
}

function row(environment: EnvironmentSummary, applications: readonly string[]): Markup {
  const { name, type } = environment;
  const cells = applications.map((application) =>
    cell(
      name,
      environment.applications.find((one) => one.name === application),
    ),
  );
  const whole = type === 'changed' ? undefined : html` <span class="whole">${type}</span>`;
  return html`<tr><th scope="row">${filterLink({ environment: name }, name)}${whole}</th>
<td title="${showCounts(environment.counts)}">${total(environment.counts)} ${levelBadge(environment.level)}</td>${cells}</tr>
`;
}

function cell(environment: string, application: ApplicationSummary | undefined): Markup {
  if (!application) return html`<td class="nothing">·</td>`;
  const { name, counts, level } = application;
  const count = total(counts);
  const label = `${plural(count, 'object')} of ${name} in ${environment}${level ? `, ${level}` : ''}`;
  return html`<td title="${showCounts(counts)}">${filterLink({ environment, application: name, label }, count)} ${levelBadge(level)}</td>`;
}

/** Number of objects of all types. */
export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
