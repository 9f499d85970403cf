// Which lines of the sources changed between the two sides: read from git, without context.
import type { Repository, Revision } from '../git/repository.ts';
import { git } from '../git/run.ts';
import type { Target } from '../trees/commits.ts';

/** One changed line. `from` is absent for a new line, `to` for one that went away. */
export interface ChangedLine {
  /** In the later version, counted from 1; in the earlier one when the line went away. */
  readonly line: number;
  readonly from?: string;
  readonly to?: string;
}

/** What decides about manifests; tests, scripts and documentation don't. */
const sources = [
  ':(glob)**/*.ts',
  ':(exclude,glob)**/test/**',
  ':(exclude,glob)scripts/**',
  ':(exclude,glob)**/node_modules/**',
];

const header = /^\+\+\+ "?b\/(.+?)"?\t?$/;
const oldHeader = /^--- "?a\/(.+?)"?\t?$/;
const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Changed lines by source file. */
export function changedLines(
  { root }: Repository,
  base: Revision,
  target: Target,
): ReadonlyMap<string, readonly ChangedLine[]> {
  const sides = [base.commit];
  if (target.type === 'commit') sides.push(target.revision.commit);
  const options = [
    '--unified=0',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--relative',
  ];
  if (target.type === 'index') options.push('--cached');
  return parsePatch(git(root, ['diff', ...options, ...sides, '--', ...sources]).toString('utf8'));
}

/** Reads a patch without context lines. */
export function parsePatch(patch: string): Map<string, ChangedLine[]> {
  const files = new Map<string, ChangedLine[]>();
  const lines = patch.split('\n');
  let current: ChangedLine[] = [];
  let oldName = '';
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    oldName = oldHeader.exec(line)?.[1] ?? oldName;
    if (line.startsWith('+++ ')) {
      current = [];
      // A deleted file has no name on the later side.
      files.set(header.exec(line)?.[1] ?? oldName, current);
    }
    const [, from, removed = '1', to, added = '1'] = hunk.exec(line) ?? [];
    if (from === undefined || to === undefined) continue;
    const [gone, come] = [Number(removed), Number(added)];
    const body = lines
      .slice(index + 1)
      .filter((text) => !text.startsWith('\\'))
      .slice(0, gone + come);
    for (let offset = 0; offset < Math.max(gone, come); offset++) {
      const before = offset < gone ? body[offset]?.slice(1).trim() : undefined;
      const after = offset < come ? body[gone + offset]?.slice(1).trim() : undefined;
      current.push({
        line: offset < come ? Number(to) + offset : Number(from) + offset,
        ...(before === undefined ? {} : { from: before }),
        ...(after === undefined ? {} : { to: after }),
      });
    }
    // What looks like a header inside the hunk is a line of the file.
    index += gone + come;
  }
  return files;
}
