// Gives the programs that the rig runs: Go builds at pinned versions, and Debian's packages.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cached, cacheRoot } from './cache.ts';
import { filesBelow, shortHash } from './files.ts';
import { type GoBuild, goBuilds } from './go-builds.ts';

/** Something that this machine lacks; whatever needs it is skipped, and never counted as passed. */
export class MissingTool extends Error {
  /**
   * @param tool what is missing
   * @param how how to get it, as a command or one sentence
   */
  constructor(tool: string, how: string) {
    super(`${tool} is missing: ${how}`);
    this.name = 'MissingTool';
  }
}

/** The name of a Go build. */
export type GoBuildName = keyof typeof goBuilds;

/** The names of all Go builds. */
export const goBuildNames = Object.keys(goBuilds).filter((name): name is GoBuildName => name in goBuilds);

/** Finds a program on the PATH. */
export function onPath(name: string): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return places.find((path) => existsSync(path));
}

/**
 * The path of a program from a Debian package; as root, the package is installed when it is missing.
 * @throws MissingTool when it cannot be had
 */
export function debianTool(program: string, packageName: string): string {
  const found = onPath(program);
  if (found) return found;
  const how = `run \`apt-get install ${packageName}\``;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) throw new MissingTool(program, how);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { env, stdio: 'ignore' });
  const install = ['install', '-q', '-y', '--no-install-recommends', packageName];
  const result = spawnSync('apt-get', install, { env, encoding: 'utf8' });
  const installed = onPath(program);
  if (installed) return installed;
  const lastLine = `${result.stdout}${result.stderr}`.trim().split('\n').at(-1);
  throw new MissingTool(program, `${how} (tried here, and it said: ${lastLine})`);
}

/** The programs that come from Debian, with their packages. */
const debianPrograms = {
  etcd: 'etcd-server',
  'redis-server': 'redis-server',
  git: 'git',
  openssl: 'openssl',
  pg_createcluster: 'postgresql',
};

/**
 * Makes everything that a whole run starts, before anything is timed: nothing is judged beside a compiler or an installer.
 * What cannot be had is left to the parts that need it, which say so.
 */
export async function prepareTools(log: (line: string) => void): Promise<void> {
  for (const [program, packageName] of Object.entries(debianPrograms))
    try {
      debianTool(program, packageName);
    } catch (error) {
      if (!(error instanceof MissingTool)) throw error;
    }
  for (const name of goBuildNames) await goTools(name, log).catch(() => undefined);
}

/** The key of a Go build: its pins and sources, its flags and the compiler's version. */
export function goBuildKey(name: GoBuildName): string {
  const build: GoBuild = goBuilds[name];
  const texts = ['.mod', '.sum', '.go']
    .flatMap((ending) => filesBelow(build.folder, ending))
    .map((file) => readFileSync(file));
  return shortHash(goVersion(), build.packages.join(' '), build.linkerFlags, ...texts);
}

/**
 * The folder with the programs of a Go build, built when the cache lacks them.
 * @throws MissingTool without Go, or when the module proxy does not give what the build needs
 */
export function goTools(name: GoBuildName, log: (line: string) => void): Promise<string> {
  const known = asked.get(name) ?? buildOnce(name, log);
  asked.set(name, known);
  return known;
}

// Parts that run side by side ask for the same programs; what cannot be built is not tried again in a run.
const asked = new Map<GoBuildName, Promise<string>>();

async function buildOnce(name: GoBuildName, log: (line: string) => void): Promise<string> {
  const build: GoBuild = goBuilds[name];
  return cached(name, goBuildKey(name), async (folder) => {
    log(`building ${name} (about ${build.minutes} min on two cores)`);
    // Without a go.sum the build resolves its own, in a copy: a build never changes the project's files.
    const locked = existsSync(join(build.folder, 'go.sum'));
    const modules = locked ? '-mod=readonly' : '-mod=mod';
    const source = locked ? build.folder : join(folder, 'source');
    if (!locked) cpSync(build.folder, source, { recursive: true });
    const output = build.output ? join(folder, build.output) : `${folder}/`;
    const flags = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      modules,
      '-ldflags',
      `-s -w ${build.linkerFlags}`,
    ];
    const logFile = join(cacheRoot(), `${name}.log`);
    const result = await runNicely('go', [...flags, '-o', output, ...build.packages], source);
    writeFileSync(logFile, result.output);
    if (result.ok) return;
    const refused = result.output
      .split('\n')
      .find((line) => /reading https?:|dial tcp|no such host/.test(line));
    if (refused) {
      const answer = result.output.match(/server response: (.*)/)?.[1] ?? refused;
      throw new MissingTool(name, `${build.otherwise} (the Go module proxy answered: ${answer.trim()})`);
    }
    throw new Error(`go build of ${name} failed (all of it in ${logFile}):\n${result.output.slice(-2000)}`);
  });
}

function goVersion(): string {
  const result = onPath('go') ? spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }) : undefined;
  if (!result?.stdout)
    throw new MissingTool('go', 'install Go 1.25.5 or newer (Debian: `apt-get install golang`)');
  return result.stdout.trim();
}

/** Runs a program to its end: asynchronously, so that Ctrl-C is still heard, and at low priority, so that the machine stays usable. */
export function runNicely(
  command: string,
  args: string[],
  cwd?: string,
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const nice = onPath('nice');
    const child = nice ? spawn(nice, ['-n', '10', command, ...args], { cwd }) : spawn(command, args, { cwd });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.once('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ ok: code === 0, output }));
  });
}
