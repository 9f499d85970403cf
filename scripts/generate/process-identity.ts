// Names a process so that no later process can be taken for it, although process ids are used again.
import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process on one machine since one boot. */
export interface ProcessIdentity {
  /** First digits of the SHA-256 of the host name. */
  host: string;
  /** First digits of the kernel's boot id; `0` where the system has none. */
  boot: string;
  pid: number;
  /** When the process started: clock ticks since boot on Linux, a hashed date elsewhere. */
  start: string;
}

/** The identity of this process. */
export function ownIdentity(): ProcessIdentity {
  const start = startOf(process.pid);
  return { host: shortHash(hostname()), boot: bootId(), pid: process.pid, start: start ?? '0' };
}

/**
 * Whether the process still runs. `elsewhere` means another machine (or container) that shares this folder:
 * it can't be asked from here.
 */
export function livenessOf(identity: ProcessIdentity): 'alive' | 'dead' | 'elsewhere' {
  if (identity.host !== shortHash(hostname())) return 'elsewhere';
  if (identity.boot !== bootId()) return 'dead';
  return startOf(identity.pid) === identity.start ? 'alive' : 'dead';
}

/** Start of a running process; `undefined` when there is none. A zombie counts as gone: it writes nothing any more. */
function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

function startOnLinux(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // proc(5): the second field is the command in parentheses and may hold spaces; state is field 3, start is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function startByPs(pid: number): string | undefined {
  try {
    const out = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const [state = '', ...start] = out.split(/\s+/);
    return state.startsWith('Z') ? undefined : shortHash(start.join(' '));
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    return '0';
  }
}

function shortHash(text: string): string {
  return hash('sha256', text).slice(0, 8);
}
