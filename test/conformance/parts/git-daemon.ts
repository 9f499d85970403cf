// git daemon: serves a repository made of the generated tree, as the place that Argo CD syncs from.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accepts, freePort, onFreePorts } from '../lib/ports.ts';
import type { Supervised } from '../lib/process.ts';
import type { Rig } from '../lib/rig.ts';
import { debianTool } from '../lib/tools.ts';

/** A served repository. */
export type GitDaemon = {
  url: string;
  program: Supervised;
  /** Writes files, given by path, and commits them; every given revision then names that commit. */
  commit(files: Map<string, string>, revisions: string[]): void;
};

/** Serves one empty repository on a loopback port. */
export async function startGitDaemon(rig: Rig): Promise<GitDaemon> {
  const git = debianTool('git', 'git');
  const base = rig.dataFolder('git');
  const repository = join(base, 'platform.git');
  mkdirSync(repository);
  const run = (...args: string[]) => execFileSync(git, args, { cwd: repository, stdio: 'pipe' });
  run('init', '--quiet', '--initial-branch', 'main');
  run('config', 'user.name', 'conformance');
  run('config', 'user.email', 'conformance@example.org');
  run('config', 'commit.gpgsign', 'false');
  const { port, program } = await onFreePorts(async () => {
    const chosen = await freePort();
    const where = ['--listen=127.0.0.1', `--port=${chosen}`, `--base-path=${base}`, base];
    const args = ['daemon', '--export-all', '--reuseaddr', ...where];
    const daemon = await rig.run({ name: 'git-daemon', command: git, args }, () => accepts(chosen), 20);
    return { port: chosen, program: daemon };
  });
  return {
    url: `git://127.0.0.1:${port}/platform.git`,
    program,
    commit(files, revisions) {
      for (const [path, text] of files) {
        mkdirSync(dirname(join(repository, path)), { recursive: true });
        writeFileSync(join(repository, path), text);
      }
      run('add', '--all');
      run('commit', '--quiet', '--allow-empty', '--message', 'State of the generated tree');
      for (const revision of revisions.filter((name) => !['HEAD', 'main'].includes(name)))
        run('tag', '--force', revision);
    },
  };
}
