// Text in Markdown that stays text, whatever it says: what is in a manifest must not format, link or mention anybody.
import { escapeInvisible, partsOfReason } from './text.ts';

/** Characters that mean something in Markdown, HTML, GitHub's mentions, references, autolinks and formulas. */
const special = /[\\`*_{}[\]<>()#+!|~@$&"':=^]/g;

/** The text as numeric character references wherever it could be read as markup. */
export function escapeMarkdown(text: string): string {
  return escapeInvisible(text.replaceAll(/\s+/g, ' '))
    .replaceAll(special, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/\bwww\./gi, (start) => start.replace('.', '&#46;'));
}

/** A reason or advice: as other texts, but the pages that it refers to can be opened. */
export function escapeReason(text: string): string {
  return partsOfReason(text)
    .map((part) => (part.isPage ? `<${part.text}>` : escapeMarkdown(part.text)))
    .join('');
}

/** The text in a fixed-width font. */
export function code(text: string): string {
  return text === '' ? '' : `<code>${escapeMarkdown(text)}</code>`;
}

/** Lines in a fenced block that nothing inside can close. */
export function fence(lines: readonly string[], language: string): string {
  const safe = lines.map(escapeInvisible);
  const runs = safe.join('\n').match(/`+/g) ?? [];
  const marks = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return [`${marks}${language}`, ...safe, marks].join('\n');
}

/** Size as GitHub stores it. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
