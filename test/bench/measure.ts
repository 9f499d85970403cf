// Runs a command and measures its wall time and the most memory that any of its Node processes held.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** What one run took. */
export interface Measurement {
  seconds: number;
  /** Largest resident set of the processes of the run, in MiB; threads count with their process. */
  peakMiB: number;
}

/** Appends the peak of each process to a file when it ends; Node reports it in KiB. */
const reportPeak =
  'import{appendFileSync}from"node:fs";' +
  'process.on("exit",()=>appendFileSync(process.env.BENCH_PEAKS,process.resourceUsage().maxRSS+"\\n"))';

/** Runs the command to its end. `scratch` is a path that no other run uses. Throws when the command fails. */
export async function measure(
  args: readonly string[],
  scratch: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Measurement> {
  settle();
  const peaks = `${scratch}.peaks`;
  const start = performance.now();
  await run(args, {
    ...process.env,
    ...env,
    BENCH_PEAKS: peaks,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(reportPeak)}`,
  });
  const seconds = (performance.now() - start) / 1000;
  const lines = existsSync(peaks) ? readFileSync(peaks, 'utf8').split('\n').map(Number) : [];
  return { seconds, peakMiB: Math.max(...lines) / 1024 };
}

/** Seconds that an action takes, such as another program running to its end. */
export function secondsOf(action: () => void): number {
  settle();
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Lets the disk finish what the run before has written, so that nobody pays for somebody else. */
function settle(): void {
  execFileSync('sync');
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`node ${args.join(' ')} ended with code ${code}`));
    });
  });
}
