// Reports stay within what GitHub accepts, however much was found.
import { gzipSync } from 'node:zlib';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Severity } from '../../../../envs/finding.ts';
import { githubReport } from '../../../../scripts/check/report/github.ts';
import type { LocatedFinding } from '../../../../scripts/check/report/located.ts';
import { sarifReport } from '../../../../scripts/check/report/sarif.ts';
import { emptyCoverage } from '../../../../scripts/check/result.ts';
import { ruleTexts } from '../../../../scripts/check/rule-texts.ts';

// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const limits = {
  results: 25_000,
  rules: 25_000,
  tags: 20,
  locations: 1_000,
  runs: 20,
  gzippedBytes: 10_000_000,
};

const finding = (number: number, severity: Severity = 'error'): LocatedFinding => {
  const rule = ruleTexts[number % ruleTexts.length];
  return {
    rule: rule?.id ?? '',
    layer: rule?.layer ?? 'schema',
    severity,
    where: {
      file: `generated/prod/app-${number % 97}/Deployment.web-${number}.yaml`,
      path: `spec.list[${number}]`,
    },
    what: `The value ${(number * 2_654_435_761) % 4_294_967_296} is not accepted.`,
    why: rule?.why ?? '',
    fix: rule?.fix ?? '',
    environment: 'prod',
    document: 0,
    position: { line: (number % 300) + 1, column: 3 },
    excerpt: { firstLine: 1, lines: [] },
  };
};
const result = {
  path: 'generated',
  environments: ['prod'],
  coverage: emptyCoverage(),
  otherFiles: 0,
  allowedUnknown: {},
  findings: [],
  waived: [],
};

test('SARIF: results, rules, tags, locations and size', () => {
  const findings = Array.from({ length: limits.results + 7 }, (_, number) => finding(number));
  const text = sarifReport(result, findings, ruleTexts);
  const { runs } = JSON.parse(text);
  assert.ok(runs.length <= limits.runs);
  const [{ results, tool, invocations }] = runs;
  assert.is(results.length, limits.results);
  assert.is(
    invocations[0].toolExecutionNotifications[0].message.text,
    '7 findings did not fit into this file; GitHub accepts 25000.',
  );
  assert.ok(tool.driver.rules.length <= limits.rules);
  for (const { id, properties } of tool.driver.rules) assert.ok(properties.tags.length <= limits.tags, id);
  for (const { locations } of results) assert.ok(locations.length <= limits.locations);
  assert.ok(gzipSync(text).byteLength <= limits.gzippedBytes);
});

// https://github.com/orgs/community/discussions/26680#discussioncomment-3252835
test('GitHub annotations: ten of each severity in a step, the rest counted', () => {
  const findings = (['error', 'warning', 'notice'] as const).flatMap((severity) =>
    Array.from({ length: 12 }, (_, number) => finding(number, severity)),
  );
  const lines = githubReport(findings).trimEnd().split('\n');
  for (const severity of ['error', 'warning', 'notice'])
    assert.is(lines.filter((line) => line.startsWith(`::${severity} `)).length, 10);
  assert.equal(lines.slice(30), ['6 more findings without annotation: GitHub shows 10 of each severity.']);
  assert.is(githubReport([]), '');
});

test.run();
