// Compares the tree on disk with the tree that belongs there.
import type { Finding } from '../../envs/finding.ts';
import type { ExistingTree } from './tree.ts';

/** What one run does to the tree. Paths are sorted. */
export interface Changes {
  added: string[];
  changed: string[];
  removed: string[];
  /** Number of files that are as they should be. */
  unchanged: number;
  /** Everything in the tree that we did not write, or that is in the way. */
  foreign: string[];
}

/** Compares by content. `wanted` gives the hash of each file that belongs there. */
export function compareTrees(wanted: ReadonlyMap<string, string>, existing: ExistingTree): Changes {
  const changes: Changes = {
    added: [],
    changed: [],
    removed: [],
    unchanged: 0,
    foreign: [...existing.strange],
  };
  for (const [path, hash] of wanted) {
    const file = existing.files.get(path);
    if (!file && !existing.strange.includes(path)) changes.added.push(path);
    if (!file) continue;
    if (file.hash === hash) changes.unchanged++;
    else if (file.ours) changes.changed.push(path);
    else changes.foreign.push(path);
  }
  for (const [path, file] of existing.files) {
    if (wanted.has(path)) continue;
    if (file.ours) changes.removed.push(path);
    else changes.foreign.push(path);
  }
  for (const list of [changes.added, changes.changed, changes.removed, changes.foreign]) list.sort();
  return changes;
}

/** True when the tree is exactly what belongs there. */
export function isCurrent({ added, changed, removed, foreign }: Changes): boolean {
  return added.length + changed.length + removed.length + foreign.length === 0;
}

/** One finding for each thing in the tree that we did not write. */
export function foreignFindings(treeName: string, foreign: readonly string[]): Finding[] {
  return foreign.map((path) => ({
    rule: 'generate/foreign-file',
    severity: 'error',
    where: { file: path ? `${treeName}/${path}` : treeName },
    what: 'This is in the generated tree, but "npm run generate" did not write it.',
    why: 'The tree is replaced as a whole, and what somebody else made must not be lost by it.',
    fix: 'Move it out of the tree or delete it, then run "npm run generate" again.',
  }));
}
