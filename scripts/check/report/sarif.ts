// The report for GitHub code scanning: SARIF 2.1.0, within what GitHub accepts.
//
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../../envs/finding.ts';
import type { CheckResult } from '../result.ts';
import type { RuleText } from '../rule.ts';
import { fingerprints } from './fingerprint.ts';
import type { LocatedFinding } from './located.ts';
import { counted } from './summary.ts';

/** GitHub refuses a run with more results; it shows the first 5,000, so the worst come first. */
export const maxResults = 25_000;

const levels = { error: 'error', warning: 'warning', notice: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** The report as text, ending with a line break. `findings` come worst first. */
export function sarifReport(
  result: CheckResult,
  findings: readonly LocatedFinding[],
  texts: readonly RuleText[],
): string {
  const names = fingerprints(findings);
  const indexes = new Map(texts.map(({ id }, index) => [id, index]));
  const missing = findings.length - maxResults;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'helical-gitops check', rules: texts.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: missing > 0 ? [notification(missing)] : [],
          },
        ],
        properties: {
          objects: result.coverage.objects,
          waived: result.waived.length,
          notLookedAt: Object.values(result.coverage.unknown).reduce((sum, number) => sum + number, 0),
        },
        results: findings
          .slice(0, maxResults)
          .map((finding, index) => sarifResult(finding, indexes.get(finding.rule), names[index] ?? '')),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 1)}\n`;
}

function sarifRule({ id, layer, severity, title, why, fix, standards }: RuleText) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: `${why}\n\n${fix}`, markdown: `${why}\n\n**Fix:** ${fix}` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [layer, ...(standards ?? [])] },
  };
}

function sarifResult(finding: LocatedFinding, ruleIndex: number | undefined, fingerprint: string) {
  const { rule, severity, what, fix, where, position } = finding;
  const region = { startLine: position?.line ?? 1, startColumn: position?.column ?? 1 };
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: where.source ? `${what} Fix: ${fix} From ${where.source}.` : `${what} Fix: ${fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(where.file) }, region },
        ...(where.path ? { logicalLocations: [{ fullyQualifiedName: where.path }] } : {}),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
  };
}

function notification(missing: number) {
  const text = `${counted(missing, 'finding')} did not fit into this file; GitHub accepts ${maxResults}.`;
  return { level: 'warning', message: { text } };
}

/** Relative to the root of the repository, where the file lies in it. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split('/').map(encodeURIComponent).join('/');
}
