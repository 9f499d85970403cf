// Keeps what is expensive to make (compiled programs, a cluster with its CRDs) outside git, keyed by its pins.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { privateFolder } from './files.ts';
import { isRunning } from './process.ts';

/** The cache folder: `$XDG_CACHE_HOME/helical-gitops/conformance`, or the same below `~/.cache`. */
export function cacheRoot(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return privateFolder(join(base, 'helical-gitops', 'conformance'));
}

/**
 * Returns the folder `<cache>/<name>-<key>`, filled by `fill` if it is not there yet. It appears in one
 * move when it is complete, so an interrupted run never leaves a half-filled one. Two runs at once wait
 * for each other; a lock whose owner has died is taken over.
 */
export async function cached(
  name: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const root = cacheRoot();
  const folder = join(root, `${name}-${key}`);
  if (existsSync(folder)) return folder;
  const unlock = await lock(join(root, `${name}.lock`));
  const half = join(root, `${name}.partial.${process.pid}`);
  try {
    if (existsSync(folder)) return folder;
    forgetHalves(root, name);
    await fill(privateFolder(half));
    // Two runs that take over one dead lock at the same moment both fill; the first to end wins.
    if (!existsSync(folder)) renameSync(half, folder);
    forgetOlder(root, name);
    return folder;
  } finally {
    rmSync(half, { recursive: true, force: true });
    unlock();
  }
}

// What interrupted runs have left, and this one's own earlier attempt.
function forgetHalves(root: string, name: string): void {
  const prefix = `${name}.partial.`;
  for (const entry of readdirSync(root).filter((one) => one.startsWith(prefix))) {
    const owner = Number(entry.slice(prefix.length));
    if (owner === process.pid || !isRunning(owner))
      rmSync(join(root, entry), { recursive: true, force: true });
  }
}

const keptVersions = 3;

// Three versions stay, so that switching between branches does not build each time.
function forgetOlder(root: string, name: string): void {
  const versions = readdirSync(root)
    .filter((entry) => entry.startsWith(`${name}-`) && /^[0-9a-f]{16}$/.test(entry.slice(name.length + 1)))
    .map((entry) => join(root, entry))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of versions.slice(keptVersions)) rmSync(old, { recursive: true, force: true });
}

async function lock(path: string): Promise<() => void> {
  const waitUntil = Date.now() + 40 * 60_000;
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'owner'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    if (ownerIsGone(path)) rmSync(path, { recursive: true, force: true });
    else if (Date.now() > waitUntil)
      throw new Error(`another run has held ${path} for 40 minutes: stop it, or delete that folder`);
    else await sleep(500);
  }
}

function ownerIsGone(path: string): boolean {
  try {
    return !isRunning(Number(readFileSync(join(path, 'owner'), 'utf8')));
  } catch {
    // Another process may be between mkdir and the owner file: give it ten seconds.
    const made = statSync(path, { throwIfNoEntry: false });
    return made !== undefined && Date.now() - made.mtimeMs > 10_000;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
