// The fields of an object, old → new; longer texts line by line.
import type { FieldChange } from '../../change.ts';
import { fieldsToShow, isMultiLine, plural, showValue } from '../text.ts';
import { textDiff } from '../text-diff.ts';
import { html, type Markup, type Part } from './markup.ts';

/** Fields and lines that are shown at most; the rest is counted. The YAML has them all. */
const maxFields = 100;
const maxLinesOfText = 100;

/** A list of fields with their values. */
export function fieldList(all: readonly FieldChange[]): Markup | undefined {
  const { shown: fields, rest: others } = fieldsToShow(all);
  if (fields.length === 0) return undefined;
  const shown = fields.slice(0, maxFields);
  const rest = fields.length - shown.length;
  return html`<dl class="fields">${shown.map(
    (field) => html`<div><dt><code>${field.path}</code></dt><dd>${values(field)}</dd></div>
`,
  )}</dl>${rest > 0 && html`<p class="left-out">and ${plural(rest, 'more field')}</p>`}${others && html`<p class="left-out">and ${others}</p>`}`;
}

function values(field: FieldChange): Part {
  const { from, to } = field;
  if (isMultiLine(from) || isMultiLine(to)) return lines(field);
  // A reader with a screen reader hears the words; the others see colour, strike-through and the arrow.
  const old = from !== undefined && html`<del><span class="spoken">before: </span>${showValue(from)}</del>`;
  const next = to !== undefined && html`<ins><span class="spoken">after: </span>${showValue(to)}</ins>`;
  return [old, old && next && ' → ', next];
}

function lines({ from, to }: FieldChange): Markup {
  const changed = textDiff(from, to);
  const shown = changed.slice(0, maxLinesOfText).map(({ mark, text }) =>
    mark === '-'
      ? html`<del>- ${text}
</del>`
      : html`<ins>+ ${text}
</ins>`,
  );
  const rest = changed.length - shown.length;
  return html`<pre class="lines">${shown}</pre>${rest > 0 && html`<p class="left-out">and ${plural(rest, 'more line')}</p>`}`;
}
