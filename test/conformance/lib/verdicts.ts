// Remembers which checks have passed on which inputs, so that a second run judges only what has changed.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFields } from './json.ts';
import { isResults, newReport, type Report } from './report.ts';
import type { StepLog } from './steps.ts';

/** Earlier verdicts, and a place for new ones. */
export type Verdicts = {
  /**
   * Adds the results of an earlier run with the same inputs to the report, and says whether there was one.
   * @param key hash of everything that the check depends on
   */
  recall(key: string, report: Report, log: StepLog): boolean;
  /** Runs a check, adds its results to the report, and remembers them if nothing failed or was skipped. */
  judge(key: string, report: Report, check: (own: Report) => Promise<void>): Promise<void>;
};

const kept = 300;

/**
 * Verdicts in a folder.
 * @param fresh whether every check is to run, whatever is remembered; CI does that, for its machine is the witness
 */
export function openVerdicts(folder: string, fresh: boolean): Verdicts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  forgetOldest(folder);
  const fileOf = (key: string) => join(folder, `${key}.json`);
  return {
    recall(key, report, log) {
      const results = fresh ? undefined : read(fileOf(key));
      if (!results) return false;
      report.add(results);
      report.keptFromBefore();
      log.note(`has passed on the same inputs before (${results.passed} results)`);
      return true;
    },
    async judge(key, report, check) {
      const own = newReport();
      try {
        await check(own);
      } finally {
        report.add(own.results());
      }
      const results = own.results();
      if (results.passed === 0 || results.failures.length > 0 || results.skips.length > 0) return;
      const half = join(folder, `${key}.${process.pid}.partial`);
      writeFileSync(half, JSON.stringify(results));
      renameSync(half, fileOf(key));
    },
  };
}

function read(file: string) {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isFields(value) && isResults(value) ? value : undefined;
  } catch {
    // Missing, or cut off by a full disk: the check runs.
    return undefined;
  }
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byAge = files.sort((a, b) => changedMs(b) - changedMs(a));
  for (const old of byAge.slice(kept)) rmSync(old, { force: true });
}

const changedMs = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
