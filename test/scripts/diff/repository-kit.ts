// A small git repository with a tree of manifests, made for one test, and the command line run in it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('./diff-cli.ts', import.meta.url));

/** What one run of the command came to. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository in a temporary folder. */
export class TestRepository {
  readonly root: string;

  constructor(root = mkdtempSync(join(tmpdir(), 'diff-test-'))) {
    this.root = root;
  }

  static withMain(files: Readonly<Record<string, string>>): TestRepository {
    const repository = new TestRepository();
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.write(files);
    repository.commit('first');
    return repository;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
  }

  git(...args: string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    return execFileSync('git', [...identity, ...args], {
      cwd: this.root,
      encoding: 'utf8',
      env: cleanEnvironment(),
    });
  }

  diff(...args: string[]): Run {
    return this.diffWith({}, ...args);
  }

  diffWith({ input, env }: { input?: string; env?: NodeJS.ProcessEnv }, ...args: string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, this.root, 'diff', ...args], {
      cwd: this.root,
      input,
      encoding: 'utf8',
      env: { ...cleanEnvironment(), ...env },
    });
    return { code: status, stdout, stderr };
  }

  delete(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(GIT_|npm_|INIT_CWD|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  return Object.fromEntries(own);
}

/** A ConfigMap with one value. */
export function configMap(name: string, value: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: shop\ndata:\n  level: ${value}\n`;
}
