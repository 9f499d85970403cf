// The health checks as far as they can be judged without Argo CD: complete, and tried in good and bad states.
import { load } from 'js-yaml';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { healthChecks, healthCustomizations } from '../../argocd/health/index.ts';
import { healthCases } from '../conformance/checks/health-cases.ts';
import { read } from './build.ts';

/** True when the key `group/Kind`, with `*` for anything, means the object's kind. */
function means(key: string, { apiVersion, kind }: { apiVersion: string; kind: string }): boolean {
  const pattern = new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('*', '.+')}$`);
  return pattern.test(`${apiVersion.split('/')[0]}/${kind}`);
}

for (const key of Object.keys(healthChecks)) {
  test(`${key} is tried in a state that holds a wave back`, () => {
    const cases = healthCases.filter(({ object }) => means(key, object));
    assert.ok(cases.some(({ health }) => health === 'Progressing' || health === 'Degraded'));
  });
}

test('every case belongs to exactly one check', () => {
  for (const { name, object } of healthCases) {
    const keys = Object.keys(healthChecks).filter((key) => means(key, object));
    assert.is(keys.length, 1, `${name}: ${keys.join(', ')}`);
  }
});

test('Argo CD reads the same checks', () => {
  const customizations = load(healthCustomizations());
  for (const [key, lua] of Object.entries(healthChecks)) {
    assert.is(read(customizations, key, 'health.lua'), lua);
  }
});

test('no check uses a library that Argo CD keeps from custom checks', () => {
  for (const lua of Object.values(healthChecks)) {
    const code = lua.replaceAll(/--.*$/gm, '');
    assert.not.match(code, /\b(string|math|io|os|require)\s*[.(]/);
  }
});

test.run();
