// Walks over the statements of IAM policies.
import { policiesOf, type Statement } from './iam-documents.ts';

export const harmless = new Set(['List', 'Read']);

/** The statements of an object that allow something, with the path of their policy. */
export function* allowing(
  object: Parameters<typeof policiesOf>[0],
  use?: Statement['use'],
): Generator<{ path: string; statement: Statement }> {
  for (const { path, statements } of policiesOf(object)) {
    for (const statement of statements ?? []) {
      if (statement.allows && (use === undefined || statement.use === use)) yield { path, statement };
    }
  }
}
