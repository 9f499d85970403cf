// Decides which two trees are compared, from what the command line says.
import { relative } from 'node:path';
import type { Project } from '../project.ts';
import { causeFinder } from './causes/find-causes.ts';
import type { DiffRequest } from './engine.ts';
import {
  mergeBase,
  mergeBaseWithMain,
  openRepository,
  type Repository,
  type Revision,
  resolveRevision,
} from './git/repository.ts';
import { inputError } from './input-error.ts';
import { notesOn } from './notes.ts';
import type { DiffOptions } from './run.ts';
import { translationBetween } from './translation.ts';
import { betweenPair } from './trees/between.ts';
import { commitPair, type Target } from './trees/commits.ts';
import { folderPair } from './trees/folders.ts';
import type { TreePair } from './trees/tree-pair.ts';

/** What is compared, and what is worth saying about it. */
export interface Comparison {
  readonly request: Omit<DiffRequest, 'rules' | 'applications' | 'acknowledgements'>;
  readonly notes: readonly string[];
}

/** Finds the two trees. Throws a `FindingsError` for everything that can be wrong with the request. */
export function planComparison(project: Project, options: DiffOptions): Comparison {
  const { from, to, between, base, head } = options;
  if ((from === undefined) !== (to === undefined))
    throw usage('--from and --to go together.', 'Name both folders.');
  if (between && between.length !== 2)
    throw usage('--between takes two environments.', 'Write: --between staging prod');
  if (from !== undefined && to !== undefined) {
    if (base !== undefined || options.staged)
      throw usage('Folders and commits can’t be mixed.', 'Use one of them.');
    const [left, right] = [project.fromInvoker(from), project.fromInvoker(to)];
    const pair = labelled(folderPair({ from: left, to: right, environments: options.env }), from, to);
    return {
      request: { pair: withNames(pair, options), renamed: renames(options) },
      notes: notesOn(pair, options.renamed),
    };
  }
  if (options.staged && head !== undefined)
    throw usage('--staged and HEAD exclude each other.', 'Use one of them.');
  const repository = openRepository(project.root);
  const range = revisionsOf(repository, options);
  const target: Target = range.head
    ? { type: 'commit', revision: range.head }
    : { type: options.staged ? 'index' : 'worktree' };
  const shownAs = (path: string) => `${project.treeName}/${path}`;
  const environments = options.env;
  if (between?.[0] && between[1]) {
    const [left, right] = [between[0], between[1]];
    // Of the two sides only the later one counts, so it is compared with itself: nothing differs, everything is there.
    const pair = betweenPair(
      commitPair({ repository, treeName: project.treeName, base: range.base, target, environments: [] }),
      left,
      right,
    );
    return { request: { pair, shownAs, translation: translationBetween(left, right) }, notes: [] };
  }
  const pair = commitPair({ repository, treeName: project.treeName, base: range.base, target, environments });
  requireTree(pair, project, range.base);
  return {
    request: {
      pair: withNames(pair, options),
      shownAs,
      renamed: renames(options),
      causes: range.base ? causeFinder(repository, range.base, target) : undefined,
    },
    notes: [
      ...(range.base ? [] : ['This branch has no commit yet: everything is new.']),
      ...notesOn(pair, options.renamed),
    ],
  };
}

function revisionsOf(
  repository: Repository,
  { base, head }: DiffOptions,
): { base?: Revision; head?: Revision } {
  const range = base?.split('...');
  if (range && range.length === 2) {
    if (head !== undefined)
      throw usage('A range names both sides already.', 'Write: npm run diff main...feature');
    const [left, right] = range.map((name) => resolveRevision(repository, name || 'HEAD'));
    if (left && right) return { base: mergeBase(repository, left, right), head: right };
  }
  return {
    base: base === undefined ? mergeBaseWithMain(repository) : resolveRevision(repository, base),
    head: head === undefined ? undefined : resolveRevision(repository, head),
  };
}

/** A tree that is on neither side is a wrong folder or a wrong commit, not a comparison without changes. */
function requireTree(pair: TreePair, { treeName }: Project, base?: Revision): void {
  if (pair.files.length > 0 || pair.environments('to').length > 0 || pair.environments('from').length > 0)
    return;
  throw inputError({
    rule: 'diff/no-tree',
    where: { file: `${treeName}/` },
    what: `Neither ${base?.label ?? 'nothing'} nor ${pair.to.label} has a folder ${treeName}/.`,
    why: 'What is compared are the committed manifests.',
    fix: 'Run "npm run generate" and commit the result, or name commits that have it.',
  });
}

/** Names of environments that are on neither side are typing mistakes. */
function withNames(pair: TreePair, { env = [], renamed = [] }: DiffOptions): TreePair {
  const named = [...env, ...renamed.flatMap((text) => text.split('='))];
  if (named.length === 0) return pair;
  const known = [...new Set([...pair.environments('from'), ...pair.environments('to')])].sort();
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length === 0) return pair;
  throw inputError({
    rule: 'diff/unknown-environment',
    where: { file: pair.to.label },
    what: `There is no environment ${unknown.map((name) => JSON.stringify(name)).join(', ')} on either side.`,
    why: 'An environment that is not there would never show a change.',
    fix: `Use one of ${known.join(', ')}.`,
  });
}

function renames({ renamed }: DiffOptions): ReadonlyMap<string, string> | undefined {
  if (!renamed) return undefined;
  return new Map(
    renamed.map((text): [string, string] => {
      const [left, right, ...more] = text.split('=');
      if (!left || !right || more.length > 0)
        throw usage(`${JSON.stringify(text)} is no renaming.`, 'Write: --renamed old=new');
      return [left, right];
    }),
  );
}

function labelled(pair: TreePair, from: string, to: string): TreePair {
  return { ...pair, from: { label: relative('', from) || from }, to: { label: relative('', to) || to } };
}

function usage(what: string, fix: string) {
  return inputError({
    rule: 'diff/usage',
    where: { file: 'diff' },
    what,
    why: 'It is not clear what to compare.',
    fix,
  });
}
