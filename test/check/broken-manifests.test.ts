// No manifest makes a rule throw, whatever stands in the place of a field.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Manifest } from '../../crossplane/manifest.ts';
import { crossplaneRules } from '../../scripts/check/crossplane/index.ts';
import { referenceRules } from '../../scripts/check/references/index.ts';
import type { CheckedEnvironment, CheckedObject } from '../../scripts/check/rule.ts';
import { semanticRules } from '../../scripts/check/semantics/index.ts';
import { committedEnvironments } from './kit/run-rule.ts';

const rules = [...semanticRules, ...referenceRules, ...crossplaneRules];
const environment = committedEnvironments().find(({ name }) => name === 'prod');

const garbage: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  '',
  'x',
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  { x: null },
  { name: {} },
  '\u0000',
  '${',
];

/** The value with the field at `steps` replaced; each number picks one of the fields or items there. */
function replaced(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replaced(item, rest, by) : item));
  return { ...value, [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

/** Any object as a manifest, as if it came out of a file. */
function parsed(value: object): Manifest {
  return JSON.parse(JSON.stringify(value));
}

function broken(object: CheckedObject, steps: readonly number[], by: unknown): CheckedObject {
  const { apiVersion, kind, ...body } = object.manifest;
  const changed = replaced(body, steps, by);
  const fields = typeof changed === 'object' && changed !== null && !Array.isArray(changed) ? changed : {};
  // What has no kind is for the reader of files to report.
  return { ...object, manifest: { ...fields, apiVersion, kind } as Manifest };
}

function runAll(checked: CheckedEnvironment, objects: readonly CheckedObject[]): number {
  let found = 0;
  for (const rule of rules) {
    const violations =
      rule.scope === 'object' ? objects.flatMap((object) => [...rule.check(object)]) : rule.check(checked);
    for (const { what } of violations) {
      assert.ok(what.length > 0);
      found += 1;
    }
  }
  return found;
}

test('one field of one manifest', () => {
  assert.ok(environment);
  const { objects } = environment;
  const object = fc.integer({ min: 0, max: objects.length - 1 });
  const steps = fc.array(fc.nat(50), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(object, steps, fc.constantFrom(...garbage), (at, way, by) => {
      const changed = broken(objects[at] as CheckedObject, way, by);
      runAll({ ...environment, objects: [changed] }, [changed]);
    }),
    { numRuns: 1500 },
  );
});

test('many fields of many manifests', () => {
  assert.ok(environment);
  const { objects } = environment;
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 3, maxLength: 6 }),
      fc.constantFrom(...garbage),
      (way, by) => {
        const changed = objects.map((object, index) =>
          broken(
            object,
            way.map((step) => step + index),
            by,
          ),
        );
        runAll({ ...environment, objects: changed }, []);
      },
    ),
    { numRuns: 12 },
  );
});

test('manifests without anything', () => {
  const kinds = new Map((environment?.objects ?? []).map((object) => [object.manifest.kind, object]));
  const bare = [...kinds.values()].flatMap((object) =>
    [{}, { metadata: null }, { metadata: {}, spec: null }, { metadata: [], spec: [] }].map((body) => ({
      ...object,
      manifest: parsed({ apiVersion: object.manifest.apiVersion, kind: object.manifest.kind, ...body }),
    })),
  );
  assert.ok(runAll({ name: 'bare', kubernetesVersion: '1.35', objects: bare }, bare) > 50);
});

test.run();
