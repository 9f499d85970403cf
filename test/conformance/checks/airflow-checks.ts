// Named checks with a count: a check that throws has failed, and the next one runs all the same.

import type { Report } from '../lib/report.ts';

/** Runs named checks and counts them. */
export type NamedChecks = {
  /** Runs a check; what it throws is the reason of its failure. Returns whether it held. */
  check(name: string, run: () => Promise<void> | void): Promise<boolean>;
  /** Adds the line of this part to the report. */
  tally(): void;
};

/** Named checks of one part. */
export function namedChecks(part: string, report: Report, note: (line: string) => void): NamedChecks {
  let good = 0;
  let all = 0;
  return {
    check: async (name, run) => {
      all += 1;
      try {
        await run();
        good += 1;
        report.passed();
        note(name);
        return true;
      } catch (error) {
        report.failed({
          where: `${part}: ${name}`,
          why: error instanceof Error ? error.message : String(error),
        });
        return false;
      }
    },
    tally: () => report.tally({ what: `${part}:`, good, all }),
  };
}

/** Fails a check. @throws with the sentence when the condition does not hold */
export function expect(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}

/** Compares two lists in any order. @throws naming what is missing and what is too many */
export function expectSame(found: readonly string[], wanted: readonly string[]): void {
  const missing = wanted.filter((one) => !found.includes(one));
  const extra = found.filter((one) => !wanted.includes(one));
  const parts = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`too many: ${extra.join(', ')}`] : []),
  ];
  expect(parts.length === 0, parts.join('; '));
}
