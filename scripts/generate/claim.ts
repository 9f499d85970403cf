// One run at a time per tree: a claim is a file whose very name tells which process made it.
//
// A process makes its claim first and looks for others second. Of two processes that do so at once, at least one
// sees the other, and whoever sees another live claim withdraws. A claim of a dead process is removed by its unique
// name, so nobody can remove the claim of somebody who came later, which a lock file of a fixed name would allow.
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, type FileSystem } from './file-system.ts';
import { livenessOf, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { TreeError } from './tree-error.ts';

/** The right to change a tree. */
export interface Claim {
  /** Gives the right back, and removes the folder when nothing else is in it. */
  release(): void;
}

/** How long to wait for another run. */
export interface Patience {
  /** After this many seconds the wait ends with an error. */
  waitSeconds: number;
  /** Called once, when the wait begins. */
  onWait(who: string): void;
}

const prefix = 'claim.';

/** Claims the tree whose pending folder is `folder`. Throws a `TreeError` when another run does not end in time. */
export async function claimTree(fs: FileSystem, folder: string, patience: Patience): Promise<Claim> {
  const own = `${prefix}${nameOf(ownIdentity())}`;
  let waitedMillis = 0;
  let told = false;
  for (let attempt = 0; ; attempt++) {
    const others = tryClaim(fs, folder, own);
    if (others.length === 0) return { release: () => release(fs, folder, own) };
    const who = others.map(describe).join(', ');
    if (waitedMillis >= patience.waitSeconds * 1000) throw heldError(folder, others, who);
    if (!told) patience.onWait(who);
    told = true;
    // Two waiting processes must not retry in step.
    const pauseMillis = 20 + ((process.pid + attempt * 31) % 60);
    await sleep(pauseMillis);
    waitedMillis += pauseMillis;
  }
}

/** Makes the claim, or gives back the names of the claims in its way. */
function tryClaim(fs: FileSystem, folder: string, own: string): string[] {
  if (!makeClaim(fs, folder, own)) return [own];
  const others = (fs.list(folder) ?? [])
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix) && name !== own)
    .filter((name) => !removeIfDead(fs, folder, name));
  if (others.length > 0) release(fs, folder, own);
  return others;
}

/** False when this very process already holds a claim. */
function makeClaim(fs: FileSystem, folder: string, own: string): boolean {
  for (;;) {
    fs.makeDirectory(folder);
    try {
      fs.create(`${folder}/${own}`, '');
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      // Another run has just ended and removed the folder.
      if (errorCode(error) === 'ENOENT') continue;
      fs.removeDirectory(folder);
      throw error;
    }
  }
}

function release(fs: FileSystem, folder: string, own: string): void {
  fs.remove(`${folder}/${own}`);
  fs.removeDirectory(folder);
}

function removeIfDead(fs: FileSystem, folder: string, name: string): boolean {
  const identity = identityOf(name);
  if (!identity || livenessOf(identity) !== 'dead') return false;
  fs.remove(`${folder}/${name}`);
  return true;
}

function nameOf({ host, boot, pid, start }: ProcessIdentity): string {
  return `${host}.${boot}.${pid}.${start}`;
}

function identityOf(name: string): ProcessIdentity | undefined {
  const [host, boot, pid, start] = name.slice(prefix.length).split('.');
  if (!host || !boot || !pid || !start) return undefined;
  return { host, boot, pid: Number(pid), start };
}

function describe(name: string): string {
  const identity = identityOf(name);
  if (!identity) return `the owner of ${name}`;
  const place = livenessOf(identity) === 'elsewhere' ? ' on another machine or container' : '';
  return `process ${identity.pid}${place}`;
}

function heldError(folder: string, names: string[], who: string): TreeError {
  const files = names.map((name) => `${folder}/${name}`).join(' ');
  return new TreeError(
    `Another run (${who}) is changing the tree. Nothing was written.`,
    `Wait until it ends, then run the command again. If it is certain that it has died, remove ${files}.`,
  );
}
