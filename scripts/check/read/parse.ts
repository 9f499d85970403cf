// Turns the bytes of a file into its documents, or says in which line and why that is not possible.
import { isUtf8 } from 'node:buffer';
import { constructFromEvents, EVENT_ALIAS, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Position } from '../finding.ts';
import { kubernetesSchema } from './kubernetes-schema.ts';
import { maxDepth, maxNodes } from './rules.ts';

/** Why a file can't be read. */
export interface ReadProblem {
  /** Identity of the rule, for example `input/syntax`. */
  rule: string;
  what: string;
  position?: Position;
}

/** What a file holds: its documents as plain JSON, or the problem in its way. */
export type Parsed = { documents: unknown[] } | { problem: ReadProblem };

/** Parses YAML or JSON as Kubernetes does. Documents share no values, so that whoever walks them ends. */
export function parse(bytes: Uint8Array): Parsed {
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    return { problem: { rule: 'input/not-text', what: `Byte ${zero} is zero, which text never holds.` } };
  if (!isUtf8(bytes)) {
    return { problem: { rule: 'input/not-text', what: 'The file holds bytes that are no UTF-8.' } };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const events = parseEvents(text, { maxDepth });
    const documents = constructFromEvents(events, { source: text, schema: kubernetesSchema });
    return events.some(isAlias) ? writeOut(documents) : { documents };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function isAlias(event: Event): boolean {
  return event.type === EVENT_ALIAS;
}

function problemOf(error: unknown): ReadProblem {
  if (!(error instanceof YAMLException)) {
    // Whatever a reader of YAML throws, the file could not be read.
    const reason = error instanceof Error ? error.message : String(error);
    return { rule: 'input/syntax', what: `The file can't be read: ${reason}.` };
  }
  const { reason, mark } = error;
  const position = mark && { line: mark.line + 1, column: mark.column + 1 };
  if (reason.startsWith('duplicated mapping key')) {
    return { rule: 'input/duplicate-key', what: 'This key is given twice.', position };
  }
  if (reason.startsWith('nesting exceeded')) {
    return { rule: 'input/too-deep', what: `Here the ${maxDepth}th level begins.`, position };
  }
  return { rule: 'input/syntax', what: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`, position };
}

/** Replaces every shared value by a copy of its own. */
function writeOut(documents: unknown[]): Parsed {
  const open = new Set<object>();
  let nodes = 0;
  const copy = (value: unknown): unknown => {
    if (++nodes > maxNodes)
      throw new TooManyNodes(`Written out, the aliases give more than ${maxNodes} values.`);
    if (typeof value !== 'object' || value === null) return value;
    if (open.has(value)) throw new TooManyNodes('An alias stands inside the value that it means.');
    open.add(value);
    const result = Array.isArray(value) ? value.map(copy) : copyFields(value, copy);
    open.delete(value);
    return result;
  };
  try {
    return { documents: documents.map(copy) };
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    return { problem: { rule: 'input/aliases', what: error.message } };
  }
}

class TooManyNodes extends Error {}

function copyFields(value: object, copy: (value: unknown) => unknown): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    // A plain assignment to `__proto__` would set the prototype.
    Object.defineProperty(fields, key, {
      value: copy(field),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return fields;
}
