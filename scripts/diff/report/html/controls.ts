// What stands between the overview and the entries: filter, search, and the help on keys.
import { compareText } from '../../groups.ts';
import type { DiffReport } from '../../report.ts';
import { pageLevels } from './labels.ts';
import { html, type Markup } from './markup.ts';

const keys = [
  ['j / k', 'next or previous entry'],
  ['o', 'open or close the YAML of the entry'],
  ['/', 'search'],
  ['x', 'clear the filter'],
  ['?', 'this help'],
  ['Esc', 'close the help, or leave the search'],
] as const;

/** The filter. Hidden until the script runs: without it, the page is a plain list. */
export function filterForm(report: DiffReport): Markup {
  const environments = report.environments.map(({ name }) => name).filter((name) => name !== '');
  const named = report.environments.flatMap(({ applications }) => applications.map(({ name }) => name));
  const ofEffects = report.effects.map(({ file }) => file.split('/').at(-2) ?? '');
  const applications = new Set([...named, ...ofEffects].filter((name) => name !== ''));
  return html`<form id="filter" role="search" aria-label="Filter the entries" hidden>
<fieldset><legend>Danger level</legend>${pageLevels.map(
    (level) =>
      html`<label><input type="checkbox" name="level" value="${level}" checked> ${level === 'none' ? 'no effect' : level}</label>
`,
  )}</fieldset>
<label>Environment <select name="env"><option value="">all</option>${options(environments)}</select></label>
<label>Application <select name="app"><option value="">all</option>${options([...applications].sort(compareText))}</select></label>
<label class="search">Search <input type="search" name="text" placeholder="name, field, value, rule" autocomplete="off" spellcheck="false"></label>
<button type="reset">Clear</button>
<button type="button" id="help-button" aria-haspopup="dialog">Keys <kbd>?</kbd></button>
<output id="shown" aria-live="polite"></output>
</form>`;
}

function options(names: readonly string[]): Markup[] {
  return names.map((name) => html`<option value="${name}">${name}</option>`);
}

/** The help on keys. */
export function helpDialog(): Markup {
  return html`<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2>
<dl>${keys.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}</dl>
<form method="dialog"><button>Close</button></form></dialog>`;
}
