// Chooses the report for a program that reads it.
import type { Severity } from '../../../envs/finding.ts';
import type { CheckResult } from '../result.ts';
import { ruleTexts } from '../rule-texts.ts';
import { githubReport } from './github.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import type { LocatedFinding } from './located.ts';
import { sarifReport } from './sarif.ts';

/** Formats that programs read. */
export type MachineFormat = 'json' | 'sarif' | 'github' | 'junit';

/** The report as text. */
export function machineReport(
  format: MachineFormat,
  result: CheckResult,
  findings: readonly LocatedFinding[],
  failOn: Severity,
): string {
  if (format === 'json') return jsonReport(result, findings);
  if (format === 'sarif') return sarifReport(result, findings, ruleTexts);
  if (format === 'github') return githubReport(findings);
  return junitReport(result, findings, ruleTexts, failOn);
}
