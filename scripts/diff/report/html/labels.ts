// Small pieces that occur all over the page: badges of levels, links that set the filter.
import type { Level } from '../../change.ts';
import { levels } from '../../change.ts';
import { html, type Markup, type Part } from './markup.ts';

/** Levels worst first, and what stands for entries without an effect that is left to accept. */
export const pageLevels = [...levels.toReversed(), 'none'] as const;

/** The level as a word on its colour: colour alone would tell nothing to many readers. */
export function levelBadge(level: Level | undefined): Markup | undefined {
  return level && html`<span class="badge ${level}">${level}</span>`;
}

/** A link to the entries of an environment, or of one of its applications. It sets the filter. */
export function filterLink(
  { environment, application, label }: { environment?: string; application?: string; label?: string },
  text: Part,
): Markup {
  return html`<a href="#entries" data-set${data('env', environment)}${data('app', application)}${label && html` aria-label="${label}"`}>${text}</a>`;
}

/** A `data-` attribute; lists are joined by line breaks, which no name has. */
export function data(name: string, value: string | readonly string[] | undefined): Markup | undefined {
  if (value === undefined) return undefined;
  return html` data-${name}="${typeof value === 'string' ? value : value.join('\n')}"`;
}
