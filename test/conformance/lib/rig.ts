// One run of the rig: its own folder, its programs, and their end.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateFolder } from './files.ts';
import { isRunning, killAll, type Program, type Supervised, start, waitReady } from './process.ts';
import { type StepLog, stepLog } from './steps.ts';

const prefix = 'helical-conformance-';

/** What a part gets to start itself, and a check to use the parts. */
export type Rig = {
  /** The run's own folder: data, certificates and logs; removed at the end unless something failed. */
  folder: string;
  log: StepLog;
  /** A fresh folder below the run's own. */
  dataFolder(name: string): string;
  /** Starts a program, waits until it is ready, and stops it at the end of the run at the latest. */
  run(program: Program, ready: () => Promise<boolean>, timeoutSeconds?: number): Promise<Supervised>;
  /** Adds something to do at the end of the run, or of the scope. */
  atEnd(stop: () => Promise<void>): void;
  /** Does some work with a rig whose programs are stopped when the work is over, the last started first. */
  scope<T>(work: (rig: Rig) => Promise<T>): Promise<T>;
  /** Stops everything, the last started first; keeps the folder with its logs if asked to. */
  close(keepLogs: boolean): Promise<void>;
};

/** Opens a run; what an interrupted earlier run left behind is ended and removed first. */
export function openRig(print: (line: string) => void): Rig {
  clearAbandoned();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(folder, 'owner'), String(process.pid));
  const logs = privateFolder(join(folder, 'logs'));
  let folders = 0;
  const dataFolder = (name: string) => privateFolder(join(folder, `${name}-${++folders}`));
  const close = async (keepLogs: boolean) => {
    if (!keepLogs) return rmSync(folder, { recursive: true, force: true });
    for (const entry of readdirSync(folder).filter((name) => name !== 'logs'))
      rmSync(join(folder, entry), { recursive: true, force: true });
    print(`logs are kept in ${logs}`);
  };
  const { rig } = makeScope({ folder, log: stepLog(print), dataFolder }, logs, close);
  process.once('exit', killAll);
  // Whoever read the output may be gone (`| head`, Ctrl-C on a pipe); everything is still to be stopped in order.
  process.stdout.on('error', () => {});
  return rig;
}

type Shared = Pick<Rig, 'folder' | 'log' | 'dataFolder'>;

// A scope is a rig with its own list of what to stop; the outer one's end is its end too.
function makeScope(
  shared: Shared,
  logs: string,
  close: (keepLogs: boolean) => Promise<void>,
): { rig: Rig; end(): Promise<void> } {
  const endings = new Set<() => Promise<void>>();
  const end = async () => {
    for (const stop of [...endings].reverse()) {
      endings.delete(stop);
      await stop();
    }
  };
  const rig: Rig = {
    ...shared,
    async run(program, ready, timeoutSeconds) {
      const supervised = start(program, logs);
      endings.add(() => supervised.stop());
      await waitReady(supervised, ready, timeoutSeconds);
      return supervised;
    },
    atEnd: (stop) => {
      endings.add(stop);
    },
    async scope(work) {
      const { folder, log, dataFolder } = this;
      const inner = makeScope({ folder, log, dataFolder }, logs, close);
      endings.add(inner.end);
      try {
        return await work(inner.rig);
      } finally {
        await inner.end();
        endings.delete(inner.end);
      }
    },
    async close(keepLogs) {
      await end();
      await close(keepLogs);
    },
  };
  return { rig, end };
}

/** Runs `stop` once on Ctrl-C or a request to end; a second signal ends the process at once. */
export function onSignal(stop: () => Promise<void>): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      stop().finally(() => process.exit(130));
    });
  }
}

// A run that was killed cannot stop its programs: the next one does it for it. A folder without an owner
// holds kept logs and stays until the system clears its temporary folder.
function clearAbandoned(): void {
  for (const entry of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), entry);
    const owner = read(join(folder, 'owner'));
    if (owner === '' || isRunning(Number(owner))) continue;
    for (const line of read(join(folder, 'logs', 'pids'))
      .trim()
      .split('\n')) {
      const pid = Number(line.split(' ')[0]);
      // The id may belong to another program by now; ours carries the run's folder in its arguments or environment.
      if (isRunning(pid) && `${read(`/proc/${pid}/cmdline`)}${read(`/proc/${pid}/environ`)}`.includes(folder))
        process.kill(-pid, 'SIGKILL');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(path: string): string {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}
