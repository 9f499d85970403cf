// The report for programs. Its form is described by docs/check-output.schema.json and has a version.
import type { Severity } from '../../../envs/finding.ts';
import type { CheckFinding, ObjectName } from '../finding.ts';
import { type CheckResult, type Counts, countSeverities } from '../result.ts';
import { fingerprints } from './fingerprint.ts';
import type { LocatedFinding } from './located.ts';

/** The first number grows when a reader of the old form would fail, the second when fields are added. */
export const formatVersion = '1.0';

/** One finding, in the form of the report. */
interface JsonFinding {
  rule: string;
  layer: string;
  severity: Severity;
  file: string;
  line?: number;
  column?: number;
  document: number;
  path?: string;
  source?: string;
  environment?: string;
  object?: ObjectName;
  what: string;
  why: string;
  fix: string;
  fingerprint: string;
}

/** The report as text, ending with a line break. */
export function jsonReport(result: CheckResult, findings: readonly LocatedFinding[]): string {
  const { path, environments, coverage, otherFiles, allowedUnknown, waived } = result;
  const names = fingerprints(findings);
  const waivedNames = fingerprints(waived.map(({ finding }) => finding));
  const report = {
    formatVersion,
    path,
    environments,
    summary: {
      files: coverage.files,
      otherFiles,
      objects: coverage.objects,
      validated: counts(coverage.validated),
      notLookedAt: Object.entries(coverage.unknown)
        .sort(byName)
        .map(([name, objects]) => {
          const [apiVersion, kind] = name.split(' ');
          return { apiVersion, kind, objects, allowed: name in allowedUnknown };
        }),
      notEvaluated: counts(coverage.notEvaluated),
      waived: waived.length,
      findings: countSeverities(findings),
    },
    findings: findings.map((finding, index) => jsonFinding(finding, names[index] ?? '')),
    waived: waived.map(({ finding, reason, until }, index) => ({
      ...jsonFinding(finding, waivedNames[index] ?? ''),
      reason,
      until,
    })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonFinding(finding: CheckFinding, fingerprint: string): JsonFinding {
  const { rule, layer, severity, where, position, document, environment, object, what, why, fix } = finding;
  return {
    rule,
    layer,
    severity,
    file: where.file,
    ...(position ?? {}),
    document,
    ...(where.path ? { path: where.path } : {}),
    ...(where.source ? { source: where.source } : {}),
    ...(environment ? { environment } : {}),
    ...(object ? { object } : {}),
    what,
    why,
    fix,
    fingerprint,
  };
}

function counts(numbers: Counts): { name: string; count: number }[] {
  return Object.entries(numbers)
    .sort(byName)
    .map(([name, count]) => ({ name, count }));
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1;
}
