// The journal of a change: the list of file operations that turns the old tree into the new one, with a checksum.
import { hash } from 'node:crypto';
import { environmentOf } from './paths.ts';

/** One file operation. Hashes are SHA-256 in hexadecimal; doing an operation twice is doing it once. */
export type Operation =
  | { type: 'put'; path: string; before: string | null; after: string; staged: number }
  | { type: 'delete'; path: string; before: string };

const version = 1;

/** The journal as it lies on disk: a line with the checksum, and the operations as JSON. */
export function encodeJournal(operations: readonly Operation[]): string {
  const body = JSON.stringify({ version, operations });
  return `${hash('sha256', body)}\n${body}\n`;
}

/**
 * The operations of a journal; `undefined` when a single byte of it is not as it was written,
 * or when it names a path that we would never write.
 */
export function decodeJournal(bytes: Buffer): Operation[] | undefined {
  const text = bytes.toString('utf8');
  const split = text.indexOf('\n');
  const body = text.slice(split + 1, -1);
  if (split < 0 || !text.endsWith('\n') || text.slice(0, split) !== hash('sha256', body)) return undefined;
  const journal: { version: number; operations: Operation[] } = JSON.parse(body);
  if (journal.version !== version) return undefined;
  return journal.operations.every(({ path }) => environmentOf(path)) ? journal.operations : undefined;
}
