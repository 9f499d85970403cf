// What `check` reports for one place: a finding, with the object that it is about.
import type { Finding, Severity } from '../../envs/finding.ts';
import type { Layer, RuleText } from './rule.ts';

/** Which object a finding is about. */
export interface ObjectName {
  apiVersion: string;
  kind: string;
  /** Absent for cluster-scoped kinds and where the manifest gives none. */
  namespace?: string;
  name: string;
}

/** A line and a column of a file, both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A finding of `check`, as plain JSON. `where.path` starts at the root of its document. */
export interface CheckFinding extends Finding {
  layer: Layer;
  /** Folder of the environment; empty where there is none. */
  environment: string;
  /** Absent when the file as a whole is meant. */
  object?: ObjectName;
  /** Number of the document inside its file, counted from 0. */
  document: number;
  /** Where reading stopped; other places are looked up from the path. */
  position?: Position;
}

/** What differs between two findings of one rule. */
export interface Occurrence {
  file: string;
  environment: string;
  path?: string;
  source?: string;
  what: string;
  fix?: string;
  object?: ObjectName;
  document?: number;
  position?: Position;
}

/** The finding of a rule in one place. */
export function findingOf(rule: RuleText, place: Occurrence): CheckFinding {
  const { file, path, source, environment, what, fix, object, document, position } = place;
  return {
    rule: rule.id,
    layer: rule.layer,
    severity: rule.severity,
    where: { file, ...(path ? { path } : {}), ...(source ? { source } : {}) },
    what,
    why: rule.why,
    fix: fix || rule.fix,
    environment,
    ...(object ? { object } : {}),
    document: document ?? 0,
    ...(position ? { position } : {}),
  };
}

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'notice'];

/** Worst first, then by file, place, rule and words: an order without chance. */
export function compareFindings(a: CheckFinding, b: CheckFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareTexts(a.where.file, b.where.file) ||
    a.document - b.document ||
    compareTexts(a.where.path ?? '', b.where.path ?? '') ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.what, b.what)
  );
}

/** By code unit, the same in every locale. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
