// How long a command keeps processors busy, with everything that it starts: on a busy machine, wall time says little.
import { spawnSync } from 'node:child_process';

/** What one run took. */
export interface Timing {
  /** From start to end. */
  readonly seconds: number;
  /** User and system time of the command and of its children. */
  readonly processorSeconds: number;
}

/** Runs a program to its end; its output goes nowhere. Throws when it can't be started or its code is not accepted. */
export function timed(
  program: string,
  args: readonly string[],
  acceptedCodes: readonly number[] = [0],
): Timing {
  // The shell's `times` is the portable way to the times of children: its second line.
  const script = '"$0" "$@" >/dev/null; echo "code $?"; times';
  const start = performance.now();
  const { stdout, error } = spawnSync('sh', ['-c', script, program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const seconds = (performance.now() - start) / 1000;
  if (error) throw error;
  const [code = '', , children = ''] = stdout.trim().split('\n');
  if (!acceptedCodes.includes(Number(code.replace('code ', ''))))
    throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  const processorSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return { seconds, processorSeconds };
}
