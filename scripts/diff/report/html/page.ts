// The report as one HTML page that needs nothing else: no network, no server, no other file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Finding } from '../../../../envs/finding.ts';
import type { DiffReport } from '../../report.ts';
import type { ReportWriter } from '../formats.ts';
import { plural, showSide } from '../text.ts';
import { filterForm, helpDialog } from './controls.ts';
import { entries } from './entries.ts';
import { html, type Markup, trusted } from './markup.ts';
import { overview, pageHeader } from './overview.ts';
import { topologies } from './topology.ts';
import { yamlWriter } from './yaml.ts';

/** The whole report. */
export const writeHtml: ReportWriter = (report, sources) => {
  const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
  const script = readFileSync(new URL('page.js', import.meta.url), 'utf8');
  const yaml = yamlWriter(sources, report.groups);
  const list = entries(report, yaml);
  const hidden = yaml.leftOut;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>diff: ${showSide(report.from)} → ${showSide(report.to)}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#entries">To the changes</a>
${pageHeader(report)}
<main>
${notices(report)}
${overview(report)}
${topologies(report, sources)}
<section aria-labelledby="entries">
<h2 id="entries" tabindex="-1">Changes, worst first</h2>
${filterForm(report)}
${hidden > 0 && html`<p class="left-out">The YAML of ${plural(hidden, 'entry', 'entries')} is not shown: too long for a page. Their fields are.</p>`}
${list.length === 0 ? html`<p>Nothing changes.</p>` : list}
<p id="nothing-found" hidden>No entry fits the filter.</p>
</section>
</main>
${helpDialog()}
<script>${trusted(script)}</script>
</body>
</html>
`;
  return page.text;
};

/** Lets the page do nothing but show its own style and run its own script: what is in a manifest can't either way. */
function policy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
}

function notices(report: DiffReport): Markup[] {
  const { problems, findings, unusedAcknowledgements } = report;
  return [
    ...section('problems', 'Not compared', problems.map(findingItem)),
    ...section('findings', 'Findings of "check" that are new', findings.map(findingItem)),
    ...section(
      'unused',
      'Acknowledgements of something that does not happen',
      unusedAcknowledgements.map(({ text }) => html`<li><code>${text}</code>: remove the line.</li>`),
    ),
  ];
}

function section(id: string, title: string, items: readonly Markup[]): Markup[] {
  if (items.length === 0) return [];
  return [
    html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ul class="findings">${items}</ul></section>`,
  ];
}

function findingItem({ severity, where, what, why, fix, rule }: Finding): Markup {
  return html`<li class="${severity}"><p class="what"><b>${severity}</b> <code>${where.file}${where.path && `: ${where.path}`}</code> <code class="rule">${rule}</code></p>
<p>${what}</p><p><b>Why</b> ${why}</p><p><b>What to do</b> ${fix}</p></li>
`;
}
