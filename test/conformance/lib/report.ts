// Collects what passed, failed and was skipped, and prints the closing lines.

/** One thing that failed: where, and in whose words. */
export type Failure = { where: string; why: string };

/** A line of the report: so many of so many. */
export type Tally = { what: string; good: number; all: number; remark?: string };

/** Collects the results of all checks. */
export type Report = {
  passed(count?: number): void;
  failed(failure: Failure): void;
  /** Records something that this machine cannot offer, with how to get it. */
  skipped(what: string, how: string): void;
  tally(tally: Tally): void;
  failures: Failure[];
  /** The closing lines, and whether the run is to count as a success. */
  close(options: { skipsFail: boolean }): { lines: string[]; success: boolean };
};

/** An empty report. */
export function newReport(): Report {
  let passed = 0;
  const failures: Failure[] = [];
  const skips: string[] = [];
  const tallies: Tally[] = [];
  return {
    passed: (count = 1) => {
      passed += count;
    },
    failed: (failure) => {
      failures.push(failure);
    },
    skipped: (what, how) => {
      skips.push(`skipped: ${what}: ${how}`);
    },
    tally: (tally) => {
      tallies.push(tally);
    },
    failures,
    close({ skipsFail }) {
      const lines = [
        ...failures.map(({ where, why }) => `FAILED ${where}: ${why}`),
        ...skips,
        ...(skipsFail && skips.length > 0 ? ['in CI a skip is a failure'] : []),
        ...tallies.map(
          ({ what, good, all, remark }) => `${what} ${good} of ${all}${remark ? ` (${remark})` : ''}`,
        ),
        `conformance: ${passed} passed, ${failures.length} failed, ${skips.length} skipped`,
      ];
      // A run in which nothing was tried proves nothing.
      const success = failures.length === 0 && passed > 0 && !(skipsFail && skips.length > 0);
      return { lines, success };
    },
  };
}
