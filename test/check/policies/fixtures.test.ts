// Every rule of the layer policies has a file of its own, and beside this test one with what it finds and what passes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Manifest } from '../../../crossplane/manifest.ts';
import { policyRules } from '../../../scripts/check/policies/index.ts';
import { objectsFrom, violationsOf } from '../kit/run-rule.ts';

/** One case of a rule: objects of one environment, and what is said of them; nothing where they pass. */
interface Case {
  objects: Manifest[];
  says?: string[];
}

const sources = join(import.meta.dirname, '../../../scripts/check/policies');
/** For example `pods/privileged`; helpers of several rules stand in `kit`. */
const names = filesBelow(sources, '.ts').filter((name) => name.includes('/') && !name.startsWith('kit/'));

test('each rule has a file under its name, and each file has a rule', () => {
  const ids = names.map((name) => `policies/${name.slice(name.indexOf('/') + 1)}`);
  assert.equal(ids.sort(), policyRules.map(({ id }) => id).sort());
  assert.equal(filesBelow(import.meta.dirname, '.yaml'), names);
});

test('each rule says what it is for, and what it is called elsewhere', () => {
  for (const { id, title, why, fix, standards } of policyRules) {
    for (const text of [title, why, fix]) assert.ok(text.length > 10, id);
    assert.ok(standards, `${id}: give standards, empty where nobody else has the rule`);
    for (const name of standards) assert.match(name, knownStandards, id);
  }
});

const knownStandards =
  /^(CKV2?_(K8S|AWS)_\d+|KSV-\d{4,5}|AVD-AWS-\d{4}|kube-linter:[a-z0-9-]+|CIS-EKS-1\.8:[\d.]+|PSS:(baseline|restricted))$/;

for (const name of names) {
  const id = `policies/${name.slice(name.indexOf('/') + 1)}`;
  const text = readFileSync(join(import.meta.dirname, `${name}.yaml`), 'utf8');
  const { fail, pass } = load(text) as { fail: Case[]; pass: Case[] };

  test(`${id} finds ${fail.length} and passes ${pass.length}`, () => {
    const rule = policyRules.find((one) => one.id === id);
    assert.ok(rule);
    assert.ok(fail.length > 0 && pass.length > 0, 'at least one of each');
    for (const { objects, says } of fail) {
      assert.ok(says && says.length > 0);
      assert.equal(violationsOf(rule, objectsFrom(objects)), says);
    }
    for (const { objects } of pass) assert.equal(violationsOf(rule, objectsFrom(objects)), []);
  });
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

test.run();
