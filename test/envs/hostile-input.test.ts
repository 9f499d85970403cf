// Whatever an environment file exports, the answer is findings, never a crash.
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { parseEnvironments } from '../../envs/index.ts';
import { changed } from './kit/change.ts';

/** The findings for one value; a crash fails the test. */
function findingsFor(value: unknown): readonly Finding[] {
  try {
    parseEnvironments([{ file: 'envs/x.ts', value }]);
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  }
}

const roots: { name: string; value: unknown; what: string }[] = [
  { name: 'null', value: null, what: 'null is not an object.' },
  { name: 'undefined', value: undefined, what: 'undefined is not an object.' },
  { name: 'a text', value: 'prod', what: '"prod" is a text, not an object.' },
  { name: 'a number', value: 42, what: '42 is a number, not an object.' },
  { name: 'a list', value: [1], what: '[1] is a list, not an object.' },
  { name: 'a function', value: () => ({}), what: 'The value is a function.' },
  { name: 'a symbol', value: Symbol('x'), what: 'The value is a symbol.' },
  { name: 'a bigint', value: 1n, what: 'The value is the bigint 1n.' },
  { name: 'a map', value: new Map(), what: 'The value is an instance of Map.' },
  { name: 'a promise', value: Promise.resolve({}), what: 'The value is an instance of Promise.' },
];

for (const { name, value, what } of roots) {
  test(`an environment that is ${name} is one finding`, () => {
    assert.equal(
      findingsFor(value).map((finding) => finding.what),
      [what],
    );
  });
}

/** An object with an own field `__proto__`, as JSON.parse makes it. */
const withPrototypeField: unknown = JSON.parse('{"__proto__": {"multiAz": true}, "multiAz": false}');

const members: { name: string; value: unknown; what: string }[] = [
  { name: 'NaN', value: Number.NaN, what: 'The value is the number NaN.' },
  { name: 'infinity', value: Number.POSITIVE_INFINITY, what: 'The value is the number Infinity.' },
  { name: 'a date', value: new Date(0), what: 'The value is an instance of Date.' },
  { name: 'a regular expression', value: /x/, what: 'The value is an instance of RegExp.' },
  { name: 'a huge number', value: 1e308, what: '1e+308 is too large.' },
  { name: 'a negative number', value: -1, what: '-1 is too small.' },
  { name: 'a huge sparse list', value: new Array(4e9), what: 'The value is a list of 4000000000 items.' },
];

for (const { name, value, what } of members) {
  test(`a number that is ${name} is one finding`, () => {
    const findings = findingsFor(changed('envs/prod.ts', { 'airflow.parallelism': value }));
    assert.equal(
      findings.map((finding) => `${finding.where.path}: ${finding.what}`),
      [`airflow.parallelism: ${what}`],
    );
  });
}

test('a value that contains itself ends', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  assert.ok(findingsFor(cycle).some(({ what }) => what === 'The value is an object that contains itself.'));
});

test('a very deep value ends', () => {
  let deep: unknown = [];
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assert.ok(findingsFor(deep).length > 0);
});

test('a getter that throws is a finding', () => {
  const value = Object.defineProperty({}, 'name', {
    enumerable: true,
    get: () => {
      throw new Error('boom');
    },
  });
  assert.is(findingsFor(value)[0]?.what, 'The value is an object that can’t be read.');
});

test('a revoked proxy is a finding', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.is(findingsFor(proxy)[0]?.what, 'The value is an object that can’t be read.');
});

test('a field __proto__ is named and changes no prototype', () => {
  const findings = findingsFor(changed('envs/prod.ts', { database: withPrototypeField }));
  assert.ok(findings.some(({ where }) => where.path === 'database.__proto__'));
  assert.is(Reflect.get({}, 'multiAz'), undefined);
});

for (const field of ['constructor', 'toString', 'hasOwnProperty', '']) {
  test(`a field named "${field}" is unknown like any other`, () => {
    const rules = findingsFor(changed('envs/prod.ts', { 'delivery.x': 1 })).map(({ rule }) => rule);
    const value = changed('envs/prod.ts', {
      delivery: { repository: 'https://h/x', targetRevision: 'main', syncPolicy: 'manual', [field]: {} },
    });
    assert.equal(
      findingsFor(value).map(({ rule }) => rule),
      rules,
    );
  });
}

test('an object whose toString is no function can stand where a word should', () => {
  const findings = findingsFor(changed('envs/prod.ts', { 'cache.engine': { toString: 5 } }));
  assert.is(findings[0]?.what, '{"toString":5} is not an accepted value.');
});

test('escape sequences reach no terminal', () => {
  const message = findingsFor(changed('envs/prod.ts', { name: 'x\u001b[2J', 'delivery.\u001bc': 1 }))
    .map(({ what, fix, where }) => what + fix + where.path)
    .join();
  assert.not.match(message, '\u001b');
});

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

test('any value gives findings', () => {
  fc.assert(fc.property(anything, (value) => findingsFor(value).length > 0));
});

test('any value in the place of a section or a field gives findings or an environment', () => {
  const places = [
    'name',
    'account.region',
    'network',
    'network.privateSubnets[0]',
    'network.privateSubnets[0].cidr',
    'cluster.oidcIssuer',
    'ingress.inboundCidrs',
    'database.maintenanceWindow',
    'airflow.dags',
    'airflow.dags.source',
    'airflow.queues[0].resources',
    'runner.jobClasses',
    'nodes.gpu.gpuLimit',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (place, value) => {
      findingsFor(changed('envs/prod.ts', { [place]: value }));
    }),
    { numRuns: 500 },
  );
});

test.run();
