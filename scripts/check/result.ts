// What `check` found, and how much it has looked at: plain JSON, kept in the cache and shown by the reports.
import type { Severity } from '../../envs/finding.ts';
import type { CheckFinding } from './finding.ts';

/** A number of things for each name. */
export type Counts = Record<string, number>;

/** What was looked at in one file, one environment or a whole run. */
export interface Coverage {
  files: number;
  objects: number;
  /** Objects that were compared with a schema, by source. */
  validated: Counts;
  /** Objects without a schema, by apiVersion and kind: `example.com/v1 Widget`. */
  unknown: Counts;
  /** Rules and constraints that could not be evaluated, by name. */
  notEvaluated: Counts;
}

/** What came of one file or one environment. */
export interface PartResult {
  coverage: Coverage;
  findings: CheckFinding[];
}

/** What came of a whole run, after waivers. */
export interface CheckResult {
  /** What was checked, as messages show it: `generated`. */
  path: string;
  environments: readonly string[];
  coverage: Coverage;
  /** Files with names that manifests don't have. */
  otherFiles: number;
  /** Kinds without a schema that somebody allowed, by apiVersion and kind. */
  allowedUnknown: Counts;
  /** Worst first. */
  findings: readonly CheckFinding[];
  /** Findings that a waiver holds back, each with its reason. */
  waived: readonly WaivedFinding[];
}

/** A finding that somebody accepted for a time. */
export interface WaivedFinding {
  finding: CheckFinding;
  reason: string;
  /** Last day of the waiver, as `2027-03-31`. */
  until: string;
}

export function emptyCoverage(): Coverage {
  return { files: 0, objects: 0, validated: {}, unknown: {}, notEvaluated: {} };
}

/** Adds one more to a count. */
export function count(counts: Counts, name: string, number = 1): void {
  counts[name] = (counts[name] ?? 0) + number;
}

/** Adds what was looked at in a part to the whole. */
export function addCoverage(whole: Coverage, part: Coverage): void {
  whole.files += part.files;
  whole.objects += part.objects;
  for (const key of ['validated', 'unknown', 'notEvaluated'] as const) {
    for (const [name, number] of Object.entries(part[key])) count(whole[key], name, number);
  }
}

/** All of the numbers together. */
export function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, number) => total + number, 0);
}

/** How many findings there are of each severity. */
export function countSeverities(findings: readonly CheckFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
