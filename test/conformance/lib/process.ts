// Starts programs with their output in a log file, and ends every one of them, however the run ends.

import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tailOf } from './files.ts';

/** How to start a program. */
export type Program = {
  /** Short name; also that of its log file. */
  name: string;
  command: string;
  args: string[];
  env?: { [name: string]: string };
  cwd?: string;
};

/** A started program. */
export type Supervised = {
  name: string;
  pid: number;
  logFile: string;
  /** Whether it still runs. */
  running(): boolean;
  /** Asks it to end, waits up to five seconds, then kills it and what it started. */
  stop(): Promise<void>;
};

/**
 * Environment of Go programs: garbage is collected rarely while there is room, which saves a fifth of the computing time.
 * Several API servers run at once, so there is an end to it; it has to be well above the 1,250 MiB that one of them
 * holds during a delivery, or it collects garbage all the time and answers nobody (that failed a run in CI).
 */
export const goMemory = { GOGC: '150', GOMEMLIMIT: '3000MiB' };

const started = new Set<Supervised & { child: ChildProcess }>();

/** Says whether a process of this id exists. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts a program in its own process group; its output goes to `<folder>/<name>.log`. */
export function start(program: Program, folder: string): Supervised {
  const logFile = join(folder, `${program.name}.log`);
  const log = openSync(logFile, 'a');
  const child = spawn(program.command, program.args, {
    cwd: program.cwd ?? folder,
    env: { ...process.env, ...goMemory, ...program.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      appendFileSync(logFile, `${error.message}\n`);
      over = true;
      resolve();
    });
    child.once('exit', () => {
      over = true;
      resolve();
    });
  });
  const pid = child.pid ?? -1;
  if (pid > 0) appendFileSync(join(folder, 'pids'), `${pid} ${program.command}\n`);
  const entry = {
    name: program.name,
    child,
    pid,
    logFile,
    running: () => !over,
    stop: async () => {
      if (!over) {
        signalGroup(pid, 'SIGTERM');
        await Promise.race([ended, sleep(5000, undefined, { ref: false })]);
        if (!over) signalGroup(pid, 'SIGKILL');
        await ended;
      }
      started.delete(entry);
    },
  };
  started.add(entry);
  return entry;
}

/** Ends everything at once; the last resort when the rig itself is going away. */
export function killAll(): void {
  for (const { pid, running } of started) if (running()) signalGroup(pid, 'SIGKILL');
}

/**
 * Waits until `ready` gives true.
 * @throws with the end of the log if the program ends first or the time is over.
 */
export async function waitReady(
  program: Supervised,
  ready: () => Promise<boolean>,
  timeoutSeconds = 60,
): Promise<void> {
  const until = Date.now() + timeoutSeconds * 1000;
  // A program that has ended is not ready, whoever answers on its port.
  while (!(await ready().catch(() => false)) || !program.running()) {
    const ended = !program.running();
    if (ended || Date.now() > until) {
      const why = ended ? 'ended before it was ready' : `was not ready after ${timeoutSeconds} s`;
      throw new Error(`${program.name} ${why}; the end of its log:\n${tailOf(program.logFile)}`);
    }
    await sleep(100);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself.
  }
}
