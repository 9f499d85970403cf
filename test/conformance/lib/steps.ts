// Prints what the rig does, with the time that each step took.

/** Receives each finished step; the default prints one line. */
export type StepLog = {
  /** Runs a step and prints its name and time, and what it says about itself. */
  step<T>(name: string, run: () => Promise<T>, tell?: (result: T) => string): Promise<T>;
  /** Prints a line inside a step. */
  note(line: string): void;
  /** The same log for one of several things that go on side by side: its lines begin with a name. */
  named(name: string): StepLog;
};

/** A step log that writes lines to `print`. */
export function stepLog(print: (line: string) => void): StepLog {
  return {
    async step(name, run, tell) {
      const from = performance.now();
      const seconds = () => `${((performance.now() - from) / 1000).toFixed(1)} s`;
      try {
        const result = await run();
        const said = tell?.(result);
        print(`${name}${said ? `: ${said}` : ''} (${seconds()})`);
        return result;
      } catch (error) {
        print(`${name}: did not succeed (${seconds()})`);
        throw error;
      }
    },
    note: print,
    named: (name) => stepLog((line) => print(`${name}: ${line}`)),
  };
}
