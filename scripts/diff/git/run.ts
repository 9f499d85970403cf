// Runs git as a plain reader: no hooks, pagers, prompts, filters or network, whatever the caller's settings are.
import { spawnSync } from 'node:child_process';
import { inputError } from '../input-error.ts';

/** What one run of git came to. */
export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Settings that could start programs or change what git prints. */
const settings = [
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.pager=cat',
  'color.ui=false',
  'diff.external=',
  'diff.renames=false',
  'diff.ignoreSubmodules=none',
  // A partial clone would fetch missing objects; a diff never uses the network.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

const maxOutputBytes = 4 * 1024 ** 3;

/** Runs git in a folder; throws only when git itself is missing. */
export function tryGit(cwd: string, args: readonly string[], input?: string): GitResult {
  const { error, status, stdout, stderr } = spawnSync('git', [...settings, ...args], {
    cwd,
    env: gitEnvironment(),
    input,
    maxBuffer: maxOutputBytes,
    windowsHide: true,
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    throw inputError({
      rule: 'diff/no-git',
      where: { file: cwd },
      what: 'git was not found.',
      why: 'The two trees are read from the git repository.',
      fix: 'Install git, or compare two folders with --from and --to.',
    });
  }
  if (error) throw error;
  return { status: status ?? 1, stdout, stderr: stderr.toString('utf8').trim() };
}

/** Runs git and returns its output. Throws an error that quotes git when it fails. */
export function git(cwd: string, args: readonly string[], input?: string): Buffer {
  const { status, stdout, stderr } = tryGit(cwd, args, input);
  if (status === 0) return stdout;
  throw inputError({
    rule: 'diff/git-failed',
    where: { file: cwd },
    what: `"git ${args[0]}" ended with code ${status}: ${stderr.split('\n')[0] || 'no message'}`,
    why: 'The two trees are read from the git repository.',
    fix: 'Run "git fsck" and "git status" there; or compare two folders with --from and --to.',
  });
}

/** The caller's environment without GIT_DIR and its siblings, which a hook sets and which point elsewhere. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  };
}
