// The CEL of Kubernetes: every function that it adds, rules as CRDs write them, and what can't be run.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { evaluateCel } from '../../../scripts/check/schema/cel/program.ts';
import { escaped } from '../../../scripts/check/schema/cel/value.ts';
import type { StructuralSchema } from '../../../scripts/check/schema/structural.ts';
import { line, problemsOf, shop, shopSource } from './judge.ts';

/** Expressions that are true, by the library that they belong to. Examples follow the documentation of Kubernetes. */
const truths: Record<string, string[]> = {
  language: [
    "has(self.name) && self.name.startsWith('a')",
    '!has(self.missing)',
    'self.count == 3 && self.count > 2.5 && self.ratio < 2',
    "self.list.all(x, x != '') && self.list.exists(x, x == 'b') && self.list.exists_one(x, x == 'a')",
    "self.list.filter(x, x == 'a').size() == 1 && self.list.map(x, x + '!')[0] == 'a!'",
    "self.labels.all(k, k != '' && self.labels[k] != '')",
    "'app' in self.labels && self.labels['app'] == 'web'",
    'self.name in ["abc", "b"] && size(self.list) == 2',
    "self.?missing.orValue('none') == 'none' && self[?'name'].hasValue()",
    "duration('1h30m') > duration('89m') && timestamp('2024-01-01T00:00:00Z') < timestamp('2025-01-01T00:00:00Z')",
    "type(self.name) == string && int('42') == 42 && string(7) == '7'",
    'cel.bind(n, self.count, n * 2) == 6',
  ],
  strings: [
    "'hello'.charAt(4) == 'o' && 'hello'.indexOf('l') == 2 && 'hello'.lastIndexOf('l') == 3",
    "['a', 'b'].join('-') == 'a-b' && 'TEST'.lowerAscii() == 'test' && 'test'.upperAscii() == 'TEST'",
    "'a-a-a'.replace('a', 'b') == 'b-b-b' && 'a-a-a'.replace('a', 'b', 2) == 'b-b-a' && 'a-a'.replace('a', 'b', 0) == 'a-a'",
    "'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c']",
    "'hello'.substring(1, 3) == 'el' && '  x '.trim() == 'x' && 'gums'.reverse() == 'smug'",
    `strings.quote('a "b"') == '"a \\\\"b\\\\""'`,
    "'%s has %d of %.2f, %x %b %e'.format(['x', 3, 1.5, 255, true, 1200.0]) == 'x has 3 of 1.50, ff 1 1.200000e+03'",
    "'%s'.format([['a', 'b']]) == '[a, b]'",
  ],
  lists: [
    '[1, 2, 2].isSorted() && ![2, 1].isSorted() && ["a", "b"].isSorted()',
    '[1, 3].sum() == 4 && [1.5, 2.5].sum() == 4.0 && [].sum() == 0',
    '[1, 3].min() == 1 && [1, 3].max() == 3 && ["b", "a"].min() == "a"',
    '[1, 2, 2].indexOf(2) == 1 && [1, 2, 2].lastIndexOf(2) == 2 && [1].indexOf(5) == -1',
    '[1, 1, 2].distinct() == [1, 2] && [[1], [2]].flatten() == [1, 2] && [3, 1].sort() == [1, 3]',
    '[1, 2, 3].slice(1, 2) == [2] && [1, 2].reverse() == [2, 1] && lists.range(3) == [0, 1, 2]',
  ],
  sets: [
    'sets.contains([1, 2, 3], [3, 1]) && !sets.contains([1], [2])',
    'sets.equivalent([1, 2, 2], [2, 1]) && sets.intersects([1, 2], [2, 3]) && !sets.intersects([1], [2])',
  ],
  regex: [
    "'abc 123'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''",
    "'1 2 3'.findAll('[0-9]') == ['1', '2', '3'] && '1 2 3'.findAll('[0-9]', 2) == ['1', '2']",
    "self.name.matches('^[[:alpha:]]+$') && '.matches('.matches('^.matches.$')",
  ],
  urls: [
    "url('https://example.com:80/path?k=a&k=b').getHost() == 'example.com:80' && isURL('/path')",
    "url('https://example.com:80/').getHostname() == 'example.com' && url('https://example.com:80/').getPort() == '80'",
    "url('https://[::1]:80/').getHostname() == '::1' && url('https://a/b c').getEscapedPath() == '/b%20c'",
    "url('https://a/?k=a&k=b').getQuery() == {'k': ['a', 'b']} && url('/p').getScheme() == ''",
    "!isURL('../relative') && !isURL('')",
  ],
  addresses: [
    "isIP('192.168.0.1') && !isIP('192.168.0.256') && isIP('::1') && !isIP('::ffff:1.2.3.4')",
    "ip('192.168.0.1').family() == 4 && ip('::1').family() == 6 && ip('127.0.0.1').isLoopback()",
    "ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD') && !ip.isCanonical('2001:db8:0:0::1')",
    "ip('::').isUnspecified() && ip('224.0.0.1').isLinkLocalMulticast() && ip('169.254.1.1').isLinkLocalUnicast()",
    "ip('8.8.8.8').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast() && string(ip('::0')) == '::'",
    "isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0')",
    "cidr('192.168.0.0/24').containsIP('192.168.0.1') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.1'))",
    "cidr('192.168.0.0/16').containsCIDR('192.168.10.0/24') && !cidr('192.168.0.0/24').containsCIDR(cidr('192.168.0.0/16'))",
    "cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24') && cidr('::1/128').prefixLength() == 128",
    "cidr('192.168.1.5/24').ip() == ip('192.168.1.5') && string(cidr('10.0.0.0/8')) == '10.0.0.0/8'",
  ],
  quantities: [
    "isQuantity('1.3Gi') && !isQuantity('1,3G') && !isQuantity('200K') && !isQuantity('Mi') && isQuantity('1e3')",
    "quantity('50000000G').isInteger() && !quantity('50m').isInteger() && quantity('50k').asInteger() == 50000",
    "quantity('50.703k').asApproximateFloat() == 50703.0 && sign(quantity('-1')) == -1",
    "quantity('50k').add('20k'.size() > 0 ? quantity('20k') : quantity('0')) == quantity('70k')",
    "quantity('50k').add(20).sub(quantity('100k')).sub(-50000) == quantity('20')",
    "quantity('200M').compareTo(quantity('0.2G')) == 0 && quantity('50Mi').compareTo(quantity('50M')) == 1",
    "quantity('150Mi').isGreaterThan(quantity('100Mi')) && quantity('50M').isLessThan(quantity('100M'))",
  ],
  semver: [
    "isSemver('1.2.3-rc.1') && !isSemver('v1.0') && isSemver('v1.0', true) && !isSemver('1.02.3')",
    "semver('1.2.3').compareTo(semver('1.2.3-rc.1')) == 1 && semver('1.2.3').isLessThan(semver('1.10.0'))",
    "semver('v1.2', true) == semver('1.2.0') && semver('1.2.3').minor() == 2",
  ],
  formats: [
    "!format.dns1123Label().validate('contains-spaces-not').hasValue()",
    "format.dns1123Label().validate('Not valid').value().size() == 1",
    "!format.named('qualifiedName').value().validate('example.com/name').hasValue() && !format.named('nonsense').hasValue()",
    "!format.dns1123LabelPrefix().validate('my-').hasValue() && format.labelValue().validate('a b').hasValue()",
    "!format.uri().validate('https://a/').hasValue() && format.date().validate('2023-02-30').hasValue()",
  ],
};

const self = new Map<string, unknown>([
  ['name', 'abc'],
  ['count', 3n],
  ['ratio', 1.5],
  ['list', ['a', 'b']],
  ['labels', new Map([['app', 'web']])],
]);

for (const [library, expressions] of Object.entries(truths)) {
  test(`library: ${library}`, () => {
    for (const expression of expressions)
      assert.equal(evaluateCel(expression, { self }), { value: true }, expression);
  });
}

test('an expression that fails on a value says why', () => {
  assert.equal(evaluateCel('self.missing == 1', { self }), { error: 'No such key: missing' });
  assert.equal(evaluateCel("quantity('x').isInteger()", { self }), {
    error: 'quantities must match the regular expression: "x"',
  });
});

test('an expression that is unknown here is named as such', () => {
  for (const expression of [
    'self.list.transformList(i, v, v)',
    'authorizer.path("/a")',
    'self..a',
    'nothing(self)',
  ])
    assert.ok('unsupported' in evaluateCel(expression, { self }), expression);
});

test('names of fields are written as Kubernetes writes them', () => {
  const names = ['namespace', 'foo-bar', 'a.b', 'a__b', 'x/y', 'plain'];
  assert.equal(names.map(escaped), [
    '__namespace__',
    'foo__dash__bar',
    'a__dot__b',
    'a__underscores__b',
    'x__slash__y',
    'plain',
  ]);
});

const withRules = (
  ...rules: NonNullable<StructuralSchema['x-kubernetes-validations']>
): StructuralSchema => ({
  type: 'object',
  properties: {
    min: { type: 'integer' },
    max: { type: 'integer', default: 10 },
    'foo-bar': { type: 'string' },
    wait: { type: 'string', format: 'duration' },
    fixed: {
      type: 'string',
      'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'can’t be changed' }],
    },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          port: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] },
        },
      },
    },
  },
  'x-kubernetes-validations': rules,
});

const order = { rule: 'self.min <= self.max', message: 'min is above max', fieldPath: '.min' };

test('a broken rule is a problem at its place, with its words; defaults count', () => {
  assert.equal(problemsOf(withRules(order), { min: 10 }).map(line), []);
  assert.equal(problemsOf(withRules(order), { min: 11 }).map(line), [
    'cel spec.min: min is above max. It must hold: self.min <= self.max.',
  ]);
  const spoken = { ...order, messageExpression: "'%d is above %d'.format([self.min, self.max])" };
  assert.equal(problemsOf(withRules(spoken), { min: 11 })[0]?.what, '11 is above 10');
  assert.equal(problemsOf(withRules({ rule: 'self.min <= self.max' }), {}).map(line), [
    'cel spec: breaks a rule of its kind. It must hold: self.min <= self.max, which fails: No such key: min.',
  ]);
});

test('rules see durations, and fields whose names are escaped', () => {
  const schema = withRules({ rule: "has(self.foo__dash__bar) || self.wait > duration('1m')" });
  assert.is(problemsOf(schema, { wait: '90s' }).length, 0);
  assert.is(problemsOf(schema, { wait: '30s' }).length, 1);
  assert.is(problemsOf(schema, { wait: '30s', 'foo-bar': 'x' }).length, 0);
});

test('a rule that can’t be run is counted and never passes in silence', () => {
  const verdict = shopSource(withRules({ rule: 'self.all(key, value, true)' })).judge(shop({ min: 1 }));
  assert.is(verdict?.problems.length, 0);
  assert.match(verdict?.notEvaluated.join() ?? '', /^rule self\.all\(key, value, true\) \(/);
});

test('rules do not run on an object that does not fit its schema', () => {
  assert.equal(
    problemsOf(withRules(order), { min: 'x' }).map(({ rule }) => rule),
    ['schema/wrong-type'],
  );
});

test('changes: a field that must stay, entries matched by their keys, new fields left alone', () => {
  const source = shopSource(withRules());
  const change = (before: unknown, after: unknown) =>
    source.judgeChange(shop(before), shop(after))?.problems.map(line);
  assert.equal(change({ fixed: 'a' }, { fixed: 'a' }), []);
  assert.equal(change({}, { fixed: 'a' }), []);
  assert.equal(change({ fixed: 'a' }, { fixed: 'b' }), [
    'cel spec.fixed: can’t be changed. It must hold: self == oldSelf.',
  ]);
  const ports = (...list: [string, number][]) => ({ ports: list.map(([name, port]) => ({ name, port })) });
  assert.equal(change(ports(['a', 1], ['b', 2]), ports(['b', 2], ['a', 1])), []);
  assert.equal(change(ports(['a', 1]), ports(['c', 3], ['a', 2]))?.length, 1);
  assert.is(source.judge(shop({ fixed: 'b' }))?.problems.length, 0);
});

test('optionalOldSelf runs without an old object', () => {
  const schema = withRules({ rule: 'oldSelf.hasValue() || self.min > 0', optionalOldSelf: true });
  assert.is(problemsOf(schema, { min: 0 }).length, 1);
  const source = shopSource(schema);
  assert.is(source.judgeChange(shop({ min: 0 }), shop({ min: 0 }))?.problems.length, 0);
});

test.run();
