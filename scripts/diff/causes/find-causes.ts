// Finds the source lines behind a change: the header names the files, git the lines, and common values the right ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectChange } from '../change.ts';
import type { CauseFinder } from '../engine.ts';
import type { Repository, Revision } from '../git/repository.ts';
import { tryGit } from '../git/run.ts';
import type { Cause } from '../report.ts';
import type { Target } from '../trees/commits.ts';
import { type ChangedLine, changedLines } from './changed-lines.ts';
import { fieldOfLine } from './field-of-line.ts';

/** Shorter texts may be in any line. */
const tellingLength = 10;
/** More lines than this explain nothing. */
const maxCauses = 3;

/** A finder for the changes between two states of a repository. It asks git once, and only when a change needs it. */
export function causeFinder(repository: Repository, base: Revision, target: Target): CauseFinder {
  let lines: ReadonlyMap<string, readonly ChangedLine[]> | undefined;
  const sources = new Map<string, string>();
  const sourceOf = (file: string): string => {
    const known = sources.get(file);
    if (known !== undefined) return known;
    const text = readSource(repository, target, file);
    sources.set(file, text);
    return text;
  };
  return (change) => {
    lines ??= changedLines(repository, base, target);
    return causesOf(change, lines, sourceOf);
  };
}

function causesOf(
  change: ObjectChange,
  lines: ReadonlyMap<string, readonly ChangedLine[]>,
  sourceOf: (file: string) => string,
): Cause[] {
  const origin = (change.to ?? change.from)?.origin;
  const environmentFile = `envs/${change.environment}.ts`;
  const files = [environmentFile, ...(origin ? [origin] : []), 'versions.ts'];
  const causes = files.flatMap((file): Cause[] =>
    (lines.get(file) ?? []).map((line) => {
      const field =
        file === environmentFile && line.to !== undefined
          ? fieldOfLine(sourceOf(file), line.line)
          : undefined;
      return { file, ...line, ...(field ? { field } : {}) };
    }),
  );
  const direct = causes.filter((cause) => sharesValue(cause, change));
  if (direct.length > 0) return direct.slice(0, maxCauses);
  // A header names one file of several that may have a part in an object: a text of its own gives the others away.
  const elsewhere = [...lines].flatMap(([file, changed]): Cause[] =>
    files.includes(file) || file.startsWith('envs/') ? [] : changed.map((line) => ({ file, ...line })),
  );
  const telling = elsewhere.filter((cause) => hasText(cause, change));
  if (telling.length > 0) return telling.slice(0, maxCauses);
  // No value in common: it was computed. A handful of changed lines explains it all the same.
  const own = causes.filter(({ file }) => file !== 'versions.ts');
  if (own.length <= maxCauses) return own;
  return [...new Set(own.map(({ file }) => file))].map((file) => ({ file }));
}

function sharesValue(cause: Cause, { fields }: ObjectChange): boolean {
  const before = tokensOf(cause.from);
  const after = tokensOf(cause.to);
  return fields.some(({ from, to }) => {
    const [left, right] = [textOf(from), textOf(to)];
    // A value that was there before and after explains nothing.
    const isNew = right !== undefined && after.has(right) && !before.has(right);
    const wasThere = left !== undefined && before.has(left) && !after.has(left);
    return left !== undefined && right !== undefined ? isNew && wasThere : isNew || wasThere;
  });
}

/** True when the line has a longer text that a field has now or had before. */
function hasText(cause: Cause, { fields }: ObjectChange): boolean {
  const [before, after] = [tokensOf(cause.from), tokensOf(cause.to)];
  const tells = (value: unknown, own: ReadonlySet<string>, other: ReadonlySet<string>) =>
    typeof value === 'string' && value.length >= tellingLength && own.has(value) && !other.has(value);
  return fields.some(
    ({ from, to }) => from !== to && (tells(to, after, before) || tells(from, before, after)),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function tokensOf(line = ''): Set<string> {
  const texts = [...line.matchAll(/'([^']*)'|"([^"]*)"|`([^`]*)`|([\w.]+)/g)];
  return new Set(texts.flatMap(([, ...groups]) => groups.filter((group) => group !== undefined)));
}

function readSource({ root }: Repository, target: Target, file: string): string {
  if (target.type === 'worktree') {
    try {
      return readFileSync(join(root, file), 'utf8');
    } catch {
      return '';
    }
  }
  const revision = target.type === 'commit' ? target.revision.commit : '';
  const { status, stdout } = tryGit(root, ['cat-file', 'blob', `${revision}:./${file}`]);
  return status === 0 ? stdout.toString('utf8') : '';
}
