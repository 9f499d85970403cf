// How long a command keeps processors busy, with everything that it starts: on a busy machine, wall time says little.
import { spawnSync } from 'node:child_process';

/** What one run took. */
export interface Timing {
  /** From start to end. */
  readonly seconds: number;
  /** User and system time of the command and of its children. */
  readonly processorSeconds: number;
}

/**
 * Runs a program to its end, several times for one that is done before the clock ticks; its output goes nowhere. Throws
 * when it can't be started or ends with an error.
 */
export function timed(program: string, args: readonly string[], times = 1): Timing {
  // The shell's `times` is the portable way to the times of children: its second line.
  const script =
    'times=$0; while [ $times -gt 0 ]; do "$@" >/dev/null || exit; times=$((times - 1)); done; times';
  const start = performance.now();
  const { status, stdout, error } = spawnSync('sh', ['-c', script, String(times), program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const seconds = (performance.now() - start) / 1000 / times;
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with code ${status}`);
  const [, children = ''] = stdout.trim().split('\n');
  const processorSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return { seconds, processorSeconds: processorSeconds / times };
}
