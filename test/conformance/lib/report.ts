// Collects what passed, failed and was skipped, and prints the closing lines.

/** One thing that failed: where, and in whose words. */
export type Failure = { where: string; why: string };

/** A line of the report: so many of so many. */
export type Tally = { what: string; good: number; all: number };

/** The tallies that end a report, in this order; others come before them. */
const lastTallies = ['manifests accepted', 'XRs rendered equal', 'random specs', 'applications Synced'];

/** What a report has collected, as plain data. */
export type Results = {
  passed: number;
  failures: Failure[];
  skips: string[];
  tallies: Tally[];
  untried: { what: string; count: number }[];
};

/** Collects the results of all checks. */
export type Report = {
  passed(count?: number): void;
  failed(failure: Failure): void;
  /** Records something that this machine cannot offer, with how to get it. */
  skipped(what: string, how: string): void;
  /** Adds to the tally of this name: several environments make one line. */
  tally(tally: Tally): void;
  /** Counts what cannot be tried anywhere but in a real cluster, so that nobody takes it for tried. */
  notLookedAt(what: string, count: number): void;
  /** Everything so far, to be added to another report. */
  results(): Results;
  /** Adds the results of another report. */
  add(results: Results): void;
  /** Counts a check whose results are those of an earlier run. */
  keptFromBefore(): void;
  failures: Failure[];
  /** The closing lines, and whether the run is to count as a success. */
  close(options: { skipsFail: boolean }): { lines: string[]; success: boolean };
};

/** An empty report. */
export function newReport(): Report {
  let passed = 0;
  let earlier = 0;
  const failures: Failure[] = [];
  const skips = new Set<string>();
  const tallies = new Map<string, Tally>();
  const untried = new Map<string, number>();
  const report: Report = {
    passed: (count = 1) => {
      passed += count;
    },
    failed: (failure) => {
      failures.push(failure);
    },
    skipped: (what, how) => {
      skips.add(`skipped: ${what}: ${how}`);
    },
    tally: (tally) => {
      const sum = tallies.get(tally.what) ?? { ...tally, good: 0, all: 0 };
      tallies.set(tally.what, { ...sum, good: sum.good + tally.good, all: sum.all + tally.all });
    },
    notLookedAt: (what, count) => {
      untried.set(what, (untried.get(what) ?? 0) + count);
    },
    results: () => ({
      passed,
      failures: [...failures],
      skips: [...skips],
      tallies: [...tallies.values()],
      untried: [...untried].map(([what, count]) => ({ what, count })),
    }),
    add(results) {
      report.passed(results.passed);
      failures.push(...results.failures);
      for (const skip of results.skips) skips.add(skip);
      for (const tally of results.tallies) report.tally(tally);
      for (const { what, count } of results.untried) report.notLookedAt(what, count);
    },
    keptFromBefore: () => {
      earlier += 1;
    },
    failures,
    close({ skipsFail }) {
      const lines = [
        ...failures.map(({ where, why }) => `FAILED ${where}: ${why}`),
        ...skips,
        ...(skipsFail && skips.size > 0 ? ['in CI a skip is a failure'] : []),
        ...[...untried].map(
          ([what, count]) => `not looked at, for they cannot be fetched here: ${count} ${what}`,
        ),
        ...(earlier > 0 ? [`${earlier} checks as before, for nothing they depend on has changed`] : []),
        ...inOrder([...tallies.values()]).map(({ what, good, all }) => `${what} ${good} of ${all}`),
        `conformance: ${passed} passed, ${failures.length} failed, ${skips.size} skipped`,
      ];
      // A run in which nothing was tried proves nothing.
      const success = failures.length === 0 && passed > 0 && !(skipsFail && skips.size > 0);
      return { lines, success };
    },
  };
  return report;
}

/** Whether something read from a file has the shape of results. */
export function isResults(value: { [key: string]: unknown }): value is Results {
  const lists = [value.failures, value.skips, value.tallies, value.untried];
  return typeof value.passed === 'number' && lists.every(Array.isArray);
}

function inOrder(tallies: Tally[]): Tally[] {
  const place = ({ what }: Tally) => lastTallies.indexOf(what);
  return tallies.sort((a, b) => place(a) - place(b));
}
