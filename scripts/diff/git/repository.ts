// Finds the repository and turns what somebody typed into commits, with an answer for every way that can fail.
import { inputError } from '../input-error.ts';
import { git, tryGit } from './run.ts';

/** The repository around a project. */
export interface Repository {
  /** Absolute path of the project: git runs there and prints paths relative to it. */
  readonly root: string;
  readonly isShallow: boolean;
  /** Commit that is checked out; absent while the branch has none. */
  readonly head?: string;
}

/** One resolved name of a commit. */
export interface Revision {
  /** As people know it: `main`, `merge base with origin/main`. */
  readonly label: string;
  readonly commit: string;
}

/** In the order of preference: what is pushed is what a pull request is compared with. */
const mainRefs = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/** Opens the repository of a folder. Throws a `FindingsError` where there is none. */
export function openRepository(root: string): Repository {
  const { status, stdout, stderr } = tryGit(root, ['rev-parse', '--is-shallow-repository']);
  if (status !== 0) {
    const foreign = stderr.includes('dubious ownership');
    throw inputError({
      rule: 'diff/no-repository',
      where: { file: root },
      what: foreign ? 'The repository belongs to another user.' : 'There is no git repository here.',
      why: 'The two trees are read from git objects.',
      fix: foreign
        ? `Run "git config --global --add safe.directory ${root}".`
        : 'Run the command in a clone, or compare two folders with --from and --to.',
    });
  }
  return {
    root,
    isShallow: stdout.toString('utf8').trim() === 'true',
    head: commitOf(root, 'HEAD'),
  };
}

/** The commit that a name stands for. Throws a `FindingsError` that says what to fetch when there is none. */
export function resolveRevision(repository: Repository, name: string): Revision {
  const commit = name.startsWith('-') ? undefined : commitOf(repository.root, name);
  if (commit) return { label: name, commit };
  throw inputError({
    rule: 'diff/unknown-revision',
    where: { file: repository.root },
    what: `There is no commit ${JSON.stringify(name)} in this clone.`,
    why: 'Both sides of a comparison must be there; nothing is fetched.',
    fix: repository.isShallow
      ? `This clone is shallow. ${fetchAdvice(name)}`
      : `Use a branch, a tag or a commit that "git log" knows${similarBranches(repository, name)}, or fetch it: git fetch origin ${name}`,
  });
}

/** Where the checked out branch left the main branch; `undefined` while there is no commit at all. */
export function mergeBaseWithMain(repository: Repository): Revision | undefined {
  const { root, head } = repository;
  if (!head) return undefined;
  const main = mainBranch(root);
  if (!main) {
    throw inputError({
      rule: 'diff/no-main-branch',
      where: { file: root },
      what: 'There is no main branch to compare with: neither origin/main, origin/master, main nor master.',
      why: 'Without BASE, the working tree is compared with the point where its branch left the main branch.',
      fix: repository.isShallow
        ? fetchAdvice('main')
        : 'Name the base: npm run diff BASE. In a pull request job, fetch it first: git fetch origin main',
    });
  }
  return mergeBase(repository, main, { label: 'HEAD', commit: head });
}

/** The newest commit that two have in common. Throws a `FindingsError` when the clone does not reach back to it. */
export function mergeBase(repository: Repository, base: Revision, head: Revision): Revision {
  const { status, stdout } = tryGit(repository.root, ['merge-base', base.commit, head.commit]);
  const commit = stdout.toString('utf8').trim();
  if (status === 0 && commit) return { label: `merge base with ${base.label}`, commit };
  throw inputError({
    rule: 'diff/no-merge-base',
    where: { file: repository.root },
    what: `${base.label} and ${head.label} have no commit in common${repository.isShallow ? ' in this clone, which is shallow' : ''}.`,
    why: 'The comparison starts where the branch left the main branch.',
    fix: repository.isShallow
      ? 'Fetch the history: git fetch --unshallow origin (in GitHub Actions: actions/checkout with fetch-depth: 0)'
      : `Compare the two commits as they are: npm run diff ${base.label} ${head.label}`,
  });
}

function mainBranch(root: string): Revision | undefined {
  const lines = git(root, ['for-each-ref', '--format=%(refname) %(symref) %(objectname)', ...mainRefs])
    .toString('utf8')
    .split('\n');
  const refs = new Map(lines.map((line) => [line.split(' ')[0], line.split(' ')]));
  for (const name of mainRefs) {
    const [, symref, commit] = refs.get(name) ?? [];
    if (commit) return { label: (symref || name).replace(/^refs\/(heads|remotes)\//, ''), commit };
  }
  return undefined;
}

function commitOf(root: string, name: string): string | undefined {
  const { status, stdout } = tryGit(root, ['rev-parse', '--quiet', '--verify', `${name}^{commit}`]);
  return status === 0 ? stdout.toString('utf8').trim() : undefined;
}

function fetchAdvice(name: string): string {
  return `Fetch what is missing: git fetch --unshallow origin ${name} (in GitHub Actions: actions/checkout with fetch-depth: 0)`;
}

function similarBranches({ root }: Repository, name: string): string {
  const last = name.split('/').at(-1) ?? name;
  const names = git(root, [
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ])
    .toString('utf8')
    .split('\n')
    .filter((ref) => ref && (ref.endsWith(`/${last}`) || ref.toLowerCase() === name.toLowerCase()));
  return names.length > 0 ? ` (did you mean ${names.slice(0, 3).join(' or ')}?)` : '';
}
