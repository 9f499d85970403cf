// Defaults are filled in everywhere, once, and without touching the input.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dev } from '../../envs/dev.ts';
import { environments, loadEnvironments, parseEnvironments } from '../../envs/index.ts';
import { environmentSchema } from '../../envs/schema/environment.ts';
import { type FieldSchema, isRecord } from '../../envs/schema/field-schema.ts';
import { withDefaults } from '../../envs/validate/defaults.ts';
import { type Changes, changed, removed } from './kit/change.ts';

/** Paths of all fields with a default, and the defaults. */
function defaultsIn(schema: FieldSchema, path = ''): [path: string, value: unknown][] {
  return Object.entries(schema.properties ?? {}).flatMap(([field, below]): [string, unknown][] => {
    const here = path ? `${path}.${field}` : field;
    const variants = below.oneOf ?? [below];
    const found = variants.flatMap((variant) => defaultsIn(variant, here));
    return below.default === undefined ? found : [[here, below.default], ...found];
  });
}

const defaults = defaultsIn(environmentSchema);

test('there are defaults in sections and inside the variants of a union', () => {
  const paths = defaults.map(([path]) => path);
  assert.ok(paths.includes('database.engineVersion'));
  assert.ok(paths.includes('airflow.dags.periodSeconds'));
});

/** The environment that has the field: only dev has a network and a cluster that the hub makes. */
function fileWith(path: string): string {
  return /^(network|cluster)\./.test(path) ? 'envs/dev.ts' : 'envs/prod.ts';
}

/** The environment without the field; a section that none of the files has is added without it. */
function without(path: string): Changes {
  const lock = /^storage\.objectLock\.(\w+)\./.exec(path)?.[1];
  return lock === undefined ? { [path]: removed } : { 'storage.objectLock': { [lock]: { days: 1 } } };
}

for (const [path, value] of new Map(defaults)) {
  test(`${path} may be left out and is then ${JSON.stringify(value)}`, () => {
    const file = fileWith(path);
    const source = { file, value: changed(file, without(path)) };
    const [environment] = parseEnvironments([source]);
    assert.equal(valueAt(environment, path), value);
  });
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);
}

test('an explicit value wins over the default', () => {
  const value = changed('envs/prod.ts', {
    'cluster.serviceCidr': '10.100.0.0/16',
    'database.deletionProtection': false,
  });
  const [environment] = parseEnvironments([{ file: 'envs/prod.ts', value }]);
  assert.is(environment?.cluster.serviceCidr, '10.100.0.0/16');
  assert.is(environment?.database.deletionProtection, false);
});

test('environments don’t share the value of a default', () => {
  const [first, second] = loadEnvironments();
  assert.ok(first && second);
  assert.equal(first.nodes.disruptionFreeze, second.nodes.disruptionFreeze);
  assert.is.not(first.nodes.disruptionFreeze, second.nodes.disruptionFreeze);
});

test('the order of fields in a file does not matter', () => {
  const reversed = Object.fromEntries(Object.entries(dev).reverse());
  const [ordered] = parseEnvironments([{ file: 'envs/dev.ts', value: dev }]);
  const [other] = parseEnvironments([{ file: 'envs/dev.ts', value: reversed }]);
  assert.is(JSON.stringify(other), JSON.stringify(ordered));
});

test('a frozen input is read and left alone', () => {
  const before = structuredClone(environments);
  parseEnvironments(
    environments.map(({ file, value }) => ({ file, value: deepFreeze(structuredClone(value)) })),
  );
  assert.equal(environments, before);
});

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}

test('filling in twice changes nothing, for environments with any of the fields', () => {
  const [full] = loadEnvironments();
  const paths = defaults.map(([path]) => path);
  fc.assert(
    fc.property(fc.subarray(paths), (absent) => {
      const value = changed('envs/dev.ts', Object.fromEntries(absent.map((path) => [path, removed])));
      const once = withDefaults(environmentSchema, value);
      assert.equal(withDefaults(environmentSchema, once), once);
      assert.equal(Object.keys(isRecord(once) ? once : {}), Object.keys(full ?? {}));
    }),
  );
});

test('filling in twice changes nothing, for any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const once = withDefaults(environmentSchema, value);
      assert.equal(withDefaults(environmentSchema, once), once);
    }),
  );
});

test.run();
