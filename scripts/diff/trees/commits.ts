// Two states of the committed tree as a pair: commits, the index and the working tree, read from git objects.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { blobSizes } from '../git/blobs.ts';
import type { Repository, Revision } from '../git/repository.ts';
import { git } from '../git/run.ts';
import { filesBelow } from './folders.ts';
import { readRefs, sizesOfRefs } from './read-refs.ts';
import type { FilePair, FileRef, Side, SideName, TreeFile, TreePair } from './tree-pair.ts';

/** What the later side is. */
export type Target =
  | { readonly type: 'commit'; readonly revision: Revision }
  | { readonly type: 'index' | 'worktree' };

/** What a pair of states is made from. */
export interface CommitsRequest {
  readonly repository: Repository;
  /** Folder of the tree below the project, for example `generated`. */
  readonly treeName: string;
  /** The earlier side; nothing at all when absent, as on a branch without a commit. */
  readonly base?: Revision;
  readonly target: Target;
  readonly environments?: readonly string[];
}

/** Modes of what is no file: https://git-scm.com/docs/git-fast-import#_filemodify */
const unreadableTypes = new Map<string, 'submodule' | 'link'>([
  ['160000', 'submodule'],
  ['120000', 'link'],
]);
const noObject = /^0+$/;

/** Asks git which files differ; identical folders cost nothing. */
export function commitPair(request: CommitsRequest): TreePair {
  const { repository, treeName, base, target } = request;
  const { root } = repository;
  return {
    from: base ?? { label: 'nothing' },
    to: sideOf(target),
    files: changedFiles(request),
    environments: (side) => environmentNames(request, side),
    filesOf: (side, environment) => filesOfEnvironment(request, side, environment),
    existing: (paths) => existingPaths(request, paths),
    read: (refs) => readRefs(root, refs),
    sizes: (refs) => sizesOfRefs(root, refs),
  };

  function sideOf(given: Target): Side {
    if (given.type === 'commit') return given.revision;
    return {
      label:
        given.type === 'index'
          ? 'index'
          : `working tree${existsSync(join(root, treeName)) ? '' : ' (without a tree)'}`,
    };
  }
}

function changedFiles(request: CommitsRequest): FilePair[] {
  const { repository, treeName, base, target, environments } = request;
  const { root } = repository;
  const pathspec = environments?.map((name) => `${treeName}/${name}`) ?? [treeName];
  const raw = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--relative'];
  const empty = () => git(root, ['hash-object', '-t', 'tree', '--stdin'], '').toString('utf8').trim();
  const from = base?.commit ?? empty();
  const args =
    target.type === 'commit'
      ? ['diff-tree', ...raw, from, target.revision.commit]
      : ['diff-index', ...raw, ...(target.type === 'index' ? ['--cached'] : []), from];
  const files = parseRaw(git(root, [...args, '--', ...pathspec]).toString('utf8'), request);
  if (target.type === 'worktree') files.push(...untracked(request, pathspec));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads `:oldmode newmode oldid newid status\0path\0`. */
function parseRaw(output: string, request: CommitsRequest): FilePair[] {
  const parts = output.split('\0');
  const files: FilePair[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = (parts[index] ?? '')
      .slice(1)
      .split(' ');
    const path = parts[index + 1] ?? '';
    const isGone = status === 'D';
    files.push({
      path: path.slice(request.treeName.length + 1),
      from: status === 'A' ? undefined : refOf(oldMode, oldId, path, request),
      to: isGone ? undefined : refOf(newMode, newId, path, request),
    });
  }
  return files;
}

/** git gives no id for a file that is not in its store yet: the working tree has it. */
function refOf(mode: string, id: string, path: string, { repository }: CommitsRequest): FileRef {
  const type = unreadableTypes.get(mode);
  if (type) return { type };
  return noObject.test(id) ? { type: 'file', path: join(repository.root, path) } : { type: 'blob', id };
}

function untracked({ repository, treeName }: CommitsRequest, pathspec: readonly string[]): FilePair[] {
  return git(repository.root, ['ls-files', '-z', '--others', '--exclude-standard', '--', ...pathspec])
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => ({
      path: path.slice(treeName.length + 1),
      to: untrackedRef(join(repository.root, path)),
    }));
}

function untrackedRef(path: string): FileRef {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? { type: 'link' } : { type: 'file', path };
}

function existingPaths({ repository, treeName, target }: CommitsRequest, paths: readonly string[]): string[] {
  const { root } = repository;
  if (target.type !== 'commit') return paths.filter((path) => existsSync(join(root, treeName, path)));
  const { commit } = target.revision;
  const sizes = blobSizes(
    root,
    paths.map((path) => `${commit}:./${treeName}/${path}`),
  );
  return paths.filter((_, index) => sizes[index] !== undefined);
}

function environmentNames(request: CommitsRequest, side: SideName): string[] {
  const { repository, treeName, target, base } = request;
  const { root } = repository;
  if (side === 'to' && target.type !== 'commit') {
    if (!existsSync(join(root, treeName))) return [];
    return readdirSync(join(root, treeName), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  }
  const commit = side === 'to' && target.type === 'commit' ? target.revision.commit : base?.commit;
  if (!commit) return [];
  return git(root, ['ls-tree', '-z', '-d', '--name-only', commit, `${treeName}/`])
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => path.slice(treeName.length + 1));
}

function filesOfEnvironment(request: CommitsRequest, side: SideName, environment: string): TreeFile[] {
  const { repository, treeName, target, base } = request;
  const { root } = repository;
  const folder = `${treeName}/${environment}`;
  if (side === 'to' && target.type === 'worktree') {
    if (!existsSync(join(root, folder))) return [];
    return filesBelow(join(root, folder)).map(({ path, ref }) => ({ path: `${environment}/${path}`, ref }));
  }
  if (side === 'to' && target.type === 'index') {
    return parseEntries(git(root, ['ls-files', '-z', '--stage', '--', `${folder}/`]), treeName, 1);
  }
  const commit = side === 'to' && target.type === 'commit' ? target.revision.commit : base?.commit;
  return commit ? parseEntries(git(root, ['ls-tree', '-r', '-z', commit, `${folder}/`]), treeName, 2) : [];
}

/** Reads `mode [type] id [stage]\tpath\0`. */
function parseEntries(output: Buffer, treeName: string, idAt: number): TreeFile[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [facts = '', path = ''] = line.split('\t');
      const parts = facts.split(' ');
      const type = unreadableTypes.get(parts[0] ?? '');
      const ref: FileRef = type ? { type } : { type: 'blob', id: parts[idAt] ?? '' };
      return { path: path.slice(treeName.length + 1), ref };
    });
}
