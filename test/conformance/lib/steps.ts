// Prints what the rig does, with the time that each step took.

/** Receives each finished step; the default prints one line. */
export type StepLog = {
  /** Runs a step and prints its name and time, and what it says about itself. */
  step<T>(name: string, run: () => Promise<T>, tell?: (result: T) => string): Promise<T>;
  /** Prints a line inside a step. */
  note(line: string): void;
};

/** A step log that writes lines to `print`. */
export function stepLog(print: (line: string) => void): StepLog {
  let depth = 0;
  const indent = () => '  '.repeat(depth);
  return {
    async step(name, run, tell) {
      const from = performance.now();
      const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
      depth += 1;
      try {
        const result = await run();
        depth -= 1;
        const said = tell?.(result);
        print(`${indent()}${name}${said ? `: ${said}` : ''} (${seconds()})`);
        return result;
      } catch (error) {
        depth -= 1;
        print(`${indent()}${name}: did not succeed (${seconds()})`);
        throw error;
      }
    },
    note: (line) => print(`${indent()}${line}`),
  };
}
