// The report for CI servers: JUnit's XML, one suite for each layer, one case for each finding and each rule without.
import type { Severity } from '../../../envs/finding.ts';
import { type CheckFinding, severities } from '../finding.ts';
import type { CheckResult } from '../result.ts';
import { layers, type RuleText } from '../rule.ts';
import type { LocatedFinding } from './located.ts';
import { printable } from './printable.ts';
import { summaryLines } from './summary.ts';

interface Case {
  rule: string;
  name: string;
  /** XML inside of the case. */
  body: string;
  type: 'passed' | 'failed' | 'skipped';
}

/** The report as text, ending with a line break. Findings below `failOn` are cases that pass and say what they found. */
export function junitReport(
  result: CheckResult,
  findings: readonly LocatedFinding[],
  texts: readonly RuleText[],
  failOn: Severity,
): string {
  const cases = [
    ...findings.map((finding) => findingCase(finding, failOn)),
    ...result.waived.map(({ finding, reason, until }): Case => {
      const body = `<skipped message="${xml(`waived until ${until}: ${reason}`)}"/>`;
      return { rule: finding.rule, name: nameOf(finding), body, type: 'skipped' };
    }),
  ];
  const broken = new Set(cases.map(({ rule }) => rule));
  for (const { id, title } of texts) {
    if (!broken.has(id)) cases.push({ rule: id, name: title, body: '', type: 'passed' });
  }
  const suites = layers.map((layer, index) =>
    suite(
      layer,
      cases.filter(({ rule }) => rule.startsWith(`${layer}/`)),
      // The format has no place for text outside of suites.
      index === 0 ? summaryLines(result) : [],
    ),
  );
  const counts = `tests="${cases.length}" failures="${numberOf(cases, 'failed')}" skipped="${numberOf(cases, 'skipped')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="check ${xml(result.path)}" ${counts}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(layer: string, cases: readonly Case[], output: readonly string[]): string {
  const counts = `tests="${cases.length}" failures="${numberOf(cases, 'failed')}" skipped="${numberOf(cases, 'skipped')}"`;
  const lines = cases.map(({ rule, name, body }) => {
    const start = `    <testcase classname="${xml(rule)}" name="${xml(name)}"`;
    return body ? `${start}>${body}</testcase>` : `${start}/>`;
  });
  if (output.length > 0) lines.push(`    <system-out>${xml(output.join('\n'))}</system-out>`);
  return [`  <testsuite name="${layer}" ${counts}>`, ...lines, '  </testsuite>'].join('\n');
}

function findingCase(finding: LocatedFinding, failOn: Severity): Case {
  const { rule, severity, what, why, fix, where } = finding;
  const text = xml(
    [what, `why: ${why}`, `fix: ${fix}`, where.source ? `from: ${where.source}` : ''].join('\n').trim(),
  );
  const fails = severities.indexOf(severity) <= severities.indexOf(failOn);
  const body = fails
    ? `<failure type="${severity}" message="${xml(what)}">${text}</failure>`
    : `<system-out>${severity}: ${text}</system-out>`;
  return { rule, name: nameOf(finding), body, type: fails ? 'failed' : 'passed' };
}

function nameOf({ where, position }: CheckFinding): string {
  const place = position ? `:${position.line}:${position.column}` : '';
  return `${where.file}${place}${where.path ? ` ${where.path}` : ''}`;
}

function numberOf(cases: readonly Case[], type: Case['type']): number {
  return cases.filter((one) => one.type === type).length;
}

function xml(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
}
