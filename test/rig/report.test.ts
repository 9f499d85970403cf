// The rig's report: what ends it, and what counts as a success.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { newReport } from '../conformance/lib/report.ts';

test('ends with its four figures, each summed over the environments', () => {
  const report = newReport();
  report.tally({ what: 'applications Synced', good: 9, all: 9 });
  report.tally({ what: 'random specs', good: 7501, all: 7501 });
  report.tally({ what: 'workloads running or complete', good: 10, all: 10 });
  for (const all of [416, 428]) report.tally({ what: 'manifests accepted', good: 400, all });
  report.tally({ what: 'XRs rendered equal', good: 32, all: 32 });
  report.passed(3);
  assert.equal(report.close({ skipsFail: true }), {
    lines: [
      'workloads running or complete 10 of 10',
      'manifests accepted 800 of 844',
      'XRs rendered equal 32 of 32',
      'random specs 7501 of 7501',
      'applications Synced 9 of 9',
      'conformance: 3 passed, 0 failed, 0 skipped',
    ],
    success: true,
  });
});

test('counts a skip as a failure in CI alone', () => {
  const report = newReport();
  report.passed();
  report.skipped('argocd', 'go is missing: install Go');
  report.skipped('argocd', 'go is missing: install Go');
  const skips = ['skipped: argocd: go is missing: install Go'];
  const end = 'conformance: 1 passed, 0 failed, 1 skipped';
  assert.equal(report.close({ skipsFail: false }), { lines: [...skips, end], success: true });
  const ci = { lines: [...skips, 'in CI a skip is a failure', end], success: false };
  assert.equal(report.close({ skipsFail: true }), ci);
});

test('is no success when something failed or nothing was tried', () => {
  assert.not(newReport().close({ skipsFail: false }).success);
  const report = newReport();
  report.passed(100);
  report.failed({ where: 'dev/shop/Job.seed.yaml', why: 'unknown field "spec.tempalte"' });
  const { lines, success } = report.close({ skipsFail: false });
  assert.is(lines[0], 'FAILED dev/shop/Job.seed.yaml: unknown field "spec.tempalte"');
  assert.not(success);
});

test.run();
