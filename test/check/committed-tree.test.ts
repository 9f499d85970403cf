// Every rule of the layers semantics, references and crossplane is silent on the committed tree.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { crossplaneRules } from '../../scripts/check/crossplane/index.ts';
import { referenceRules } from '../../scripts/check/references/index.ts';
import { semanticRules } from '../../scripts/check/semantics/index.ts';
import { committedEnvironments } from './kit/run-rule.ts';

const rules = [...semanticRules, ...referenceRules, ...crossplaneRules];

for (const environment of committedEnvironments()) {
  test(`${environment.name} has no finding`, () => {
    // The hub has some forty, an environment some five hundred.
    assert.ok(environment.objects.length > 30);
    const found = rules.flatMap((rule) => {
      const violations =
        rule.scope === 'object'
          ? environment.objects.flatMap((object) => [...rule.check(object)])
          : [...rule.check(environment)];
      return violations.map(({ object, path, what }) => `${rule.id} ${object.file} ${path}: ${what}`);
    });
    assert.equal(found, []);
  });
}

test('every rule has an id of its own, of its layer, and says what it is for', () => {
  assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
  for (const rule of rules) {
    assert.ok(rule.id.startsWith(`${rule.layer}/`), rule.id);
    for (const text of [rule.title, rule.why, rule.fix]) assert.ok(text.length > 10, rule.id);
  }
});

test.run();
