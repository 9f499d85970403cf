// Templates that escape: a text put into a page can never become a tag, an attribute or a script.
import { escapeInvisible } from '../text.ts';

/** HTML that is safe to put into a page as it is. Only `html` and `trusted` make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: texts and numbers are escaped, nothing stands for nothing. */
export type Part = Markup | string | number | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes HTML; everything put in is escaped for contents and for quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + show(parts[index])).join(''));
}

/** Marks a text of the project's own, such as its stylesheet, as safe. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** A text for contents and quoted attributes. Marks of direction and control characters become visible. */
export function escapeHtml(text: string): string {
  const visible = text.replaceAll(/[^\n\t]+/g, escapeInvisible);
  return visible.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

function show(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return part.map(show).join('');
}
