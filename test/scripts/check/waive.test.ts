// Waivers: what they hold back, and when they are findings themselves.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Waiver } from '../../../envs/waivers.ts';
import { type CheckFinding, findingOf } from '../../../scripts/check/finding.ts';
import { waive } from '../../../scripts/check/waive.ts';

const rule = {
  id: 'policies/example',
  layer: 'policies',
  severity: 'error',
  title: 'An example',
  why: 'It shows.',
  fix: 'Do it.',
} as const;
const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'web', name: 'front' };
const finding: CheckFinding = findingOf(rule, {
  file: 'generated/prod/web/Deployment.front.yaml',
  environment: 'prod',
  path: 'spec.replicas',
  what: 'It is wrong.',
  object,
});
const waiver: Waiver = {
  rule: rule.id,
  environment: 'prod',
  kind: 'Deployment',
  namespace: 'web',
  name: 'front',
  reason: 'moves next week',
  until: '2027-03-31',
};

const run = (waivers: readonly Waiver[], today = '2027-03-31', inScope = true) => {
  const context = { file: 'envs/waivers.ts', today, ruleIds: new Set([rule.id]), isInScope: () => inScope };
  const { findings, waived } = waive([finding], waivers, context);
  return { findings: findings.map(({ rule: id, what }) => `${id}: ${what}`), waived };
};

test('holds a finding back until its last day', () => {
  assert.equal(run([waiver]), {
    findings: [],
    waived: [{ finding, reason: 'moves next week', until: '2027-03-31' }],
  });
});

const own = 'policies/example: It is wrong.';

test('after its last day the finding counts again, and the waiver is one too', () => {
  assert.equal(run([waiver], '2027-04-01').findings, [
    own,
    'waivers/expired: The waiver of policies/example for Deployment web/front in prod ended on 2027-03-31.',
  ]);
});

for (const name of ['fr*', 'f*t', '*nt', 'front*']) {
  test(`the name ${name} stands for all that fit around the *`, () => {
    assert.equal(run([{ ...waiver, name }]).findings, []);
  });
}

const misses: Partial<Waiver>[] = [
  { name: 'fo*' },
  { name: 'fron*ont' },
  { environment: 'dev' },
  { kind: 'StatefulSet' },
  { namespace: undefined },
  { namespace: 'other' },
  { name: 'back' },
  { path: 'spec' },
];

for (const difference of misses) {
  test(`with ${JSON.stringify(difference)} it matches nothing`, () => {
    const { findings, waived } = run([{ ...waiver, ...difference }]);
    assert.is(findings[0], own);
    assert.match(
      findings[1] ?? '',
      /^waivers\/unused: The waiver of policies\/example .* matches no finding\.$/,
    );
    assert.equal(waived, []);
  });
}

test('one path and every environment', () => {
  assert.equal(run([{ ...waiver, path: 'spec.replicas', environment: undefined }]).findings, []);
});

test('a waiver for what a run does not look at is not unused', () => {
  assert.equal(run([{ ...waiver, name: 'back' }], '2027-01-01', false).findings, [own]);
});

const wrong: [difference: Partial<Waiver>, what: string][] = [
  [{ rule: 'policies/exmaple' }, 'There is no rule "policies/exmaple".'],
  [{ name: '' }, 'It names no object.'],
  [{ reason: ' ' }, 'It gives no reason.'],
  [{ until: '2027-02-31' }, '"2027-02-31" is no day. Write it as "2027-03-31".'],
  [{ until: '31.03.2027' }, '"31.03.2027" is no day. Write it as "2027-03-31".'],
  [{ until: '2027-3-1' }, '"2027-3-1" is no day. Write it as "2027-03-31".'],
];

for (const [difference, what] of wrong) {
  test(`refuses ${JSON.stringify(difference)}`, () => {
    assert.equal(run([{ ...waiver, ...difference }]).findings, [own, `waivers/invalid: ${what}`]);
  });
}

test.run();
