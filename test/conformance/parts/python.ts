// Python with Airflow and its providers at pinned versions, installed once into the cache.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cached } from '../lib/cache.ts';
import { shortHash } from '../lib/files.ts';
import type { Rig } from '../lib/rig.ts';
import { MissingTool, runNicely } from '../lib/tools.ts';

/** Every package with its version: Airflow, what it needs, and what checks our Python. */
export const requirementsFile = join(import.meta.dirname, '..', 'airflow', 'requirements.txt');

/** The Python of the official Airflow image. */
const version = '3.12';

/** An installed Airflow. */
export type Python = {
  /** The virtual environment. */
  folder: string;
  /** Where the interpreter itself lives, which the virtual environment refers to. */
  base: string;
};

/**
 * The virtual environment of the requirements, installed when the cache lacks it.
 * @throws MissingTool without the right Python, or when a package cannot be had
 */
export async function airflowPython(rig: Rig): Promise<Python> {
  const interpreter = findPython();
  const base = ask(interpreter, 'import sys; print(sys.base_prefix)');
  const exact = ask(interpreter, 'import sys; print(sys.version)');
  const key = shortHash(packages(), interpreter, exact);
  const folder = await cached('airflow', key, async (half) => {
    rig.log.note('installing Airflow from PyPI (about 2 min)');
    await install(interpreter, half);
    moveScripts(half, join(dirname(half), `airflow-${key}`));
    // Containers see it as a user of their own; the folders above it stay private.
    chmodSync(half, 0o755);
  });
  return { folder, base };
}

/** The requirements without their comments. */
const packages = () => readFileSync(requirementsFile, 'utf8').replaceAll(/^#.*\n/gm, '');

async function install(interpreter: string, folder: string): Promise<void> {
  const python = join(folder, 'bin', 'python');
  const uv = /^uv==\S+$/m.exec(readFileSync(requirementsFile, 'utf8'))?.[0];
  if (!uv) throw new Error(`${requirementsFile} does not pin uv, which installs the rest`);
  await run(interpreter, ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', uv]);
  await run(join(folder, 'bin', 'uv'), [
    'pip',
    'install',
    '--quiet',
    '--python',
    python,
    '-r',
    requirementsFile,
  ]);
  await run(python, ['-m', 'compileall', '-q', '-j', '0', join(folder, 'lib')]);
}

// The cache fills a folder beside the final one; the first line of each script names its interpreter.
function moveScripts(from: string, to: string): void {
  const scripts = join(from, 'bin');
  for (const entry of readdirSync(scripts, { withFileTypes: true }).filter((one) => one.isFile())) {
    const path = join(scripts, entry.name);
    const content = readFileSync(path);
    if (!content.subarray(0, 2).equals(Buffer.from('#!'))) continue;
    writeFileSync(path, content.toString('utf8').replaceAll(from, to));
  }
}

async function run(command: string, args: string[]): Promise<void> {
  const { ok, output } = await runNicely(command, args);
  if (ok) return;
  const said = output.trim().split('\n').slice(-3).join(' ');
  throw new MissingTool('Airflow', `check that this machine reaches PyPI (${command} said: ${said})`);
}

function findPython(): string {
  const name = `python${version}`;
  const pyenv = join(homedir(), '.pyenv', 'versions');
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(pyenv) ? readdirSync(pyenv).map((one) => join(pyenv, one, 'bin')) : []),
  ];
  const works = (path: string) =>
    existsSync(path) && spawnSync(path, ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;
  const found = folders.map((folder) => join(folder, name)).find(works);
  if (found) return found;
  throw new MissingTool(
    name,
    `install it with its module venv (Debian, Ubuntu: \`apt-get install ${name}-venv\`)`,
  );
}

function ask(interpreter: string, program: string): string {
  return execFileSync(interpreter, ['-c', program], { encoding: 'utf8' }).trim();
}
