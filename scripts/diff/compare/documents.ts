// JSON and YAML that stand as texts in a manifest: policies, dashboards, configurations of other programs.
import { load } from 'js-yaml';

/** A document found in a text. */
export interface EmbeddedDocument {
  readonly format: 'json' | 'yaml';
  readonly value: unknown;
}

/** Where a text stands. */
export interface TextPlace {
  readonly field: string;
  readonly parent: string;
}

/** The document in a text, or `undefined` when it is just a text. */
export function documentIn(text: string, { field, parent }: TextPlace): EmbeddedDocument | undefined {
  if (/^\s*[{[]/.test(text)) {
    const value = attempt((): unknown => JSON.parse(text));
    if (value !== undefined) return { format: 'json', value };
  }
  const isYaml = /\.ya?ml$/.test(field) || (field === 'values' && parent === 'helm');
  if (!isYaml) return undefined;
  const value = attempt(() => load(text));
  return typeof value === 'object' && value !== null ? { format: 'yaml', value } : undefined;
}

/** What does not parse is a text, and compared as one. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}
