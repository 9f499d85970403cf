// Every rule of the layer policies is silent on the committed tree, or waived; and every waiver waives something.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { waivers } from '../../../envs/waivers.ts';
import { findingOf } from '../../../scripts/check/finding.ts';
import { policyRules } from '../../../scripts/check/policies/index.ts';
import { waive } from '../../../scripts/check/waive.ts';
import { committedEnvironments } from '../kit/run-rule.ts';

test('the committed tree has no finding that is not waived', () => {
  const findings = committedEnvironments().flatMap((environment) =>
    policyRules.flatMap((rule) => {
      const violations =
        rule.scope === 'object'
          ? environment.objects.flatMap((object) => [...rule.check(object)])
          : [...rule.check(environment)];
      return violations.map(({ object, path, what }) => {
        const { apiVersion, kind, metadata } = object.manifest;
        return findingOf(rule, {
          file: object.file,
          environment: environment.name,
          what,
          ...(path !== undefined && { path }),
          object: {
            apiVersion: String(apiVersion),
            kind: String(kind),
            name: String(metadata?.name),
            ...(metadata?.namespace && { namespace: String(metadata.namespace) }),
          },
        });
      });
    }),
  );
  const policyWaivers = waivers.filter(({ rule }) => rule.startsWith('policies/'));
  const left = waive(findings, policyWaivers, {
    file: 'envs/waivers.ts',
    today: '2026-11-22',
    ruleIds: new Set(policyRules.map(({ id }) => id)),
    isInScope: () => true,
  });
  assert.equal(
    left.findings.map(({ rule, where, what }) => `${rule} ${where.file}: ${what}`),
    [],
  );
  assert.ok(left.waived.length > 0);
});

test('every rule has an id of its own and says what it is for', () => {
  assert.is(new Set(policyRules.map((rule) => rule.id)).size, policyRules.length);
  for (const rule of policyRules) {
    assert.ok(rule.id.startsWith('policies/'), rule.id);
    for (const text of [rule.title, rule.why, rule.fix]) assert.ok(text.length > 10, rule.id);
  }
});

test.run();
