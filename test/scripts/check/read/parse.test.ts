// Reading YAML as Kubernetes does: values, and every kind of file that can't be read.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../../../../scripts/check/read/parse.ts';

const documentsOf = (text: string): unknown[] => {
  const parsed = parse(Buffer.from(text));
  if ('problem' in parsed) throw new Error(parsed.problem.what);
  return parsed.documents;
};

/** What Go's yaml.v2 makes of the same scalars. */
const scalars: [yaml: string, value: unknown][] = [
  ['yes', true],
  ['Off', false],
  ['y', true],
  ['"yes"', 'yes'],
  ['010', 8],
  ['08', 8],
  ['0o14', 12],
  ['0x1F', 31],
  ['-0x1F', -31],
  ['0b101', 5],
  ['1_000', 1000],
  ['1e3', 1000],
  ['.5', 0.5],
  ['1.', 1],
  ['1e', '1e'],
  ['1:30', '1:30'],
  ['2020-01-01', '2020-01-01'],
  ['1.2.3', '1.2.3'],
  ['.inf', '.inf'],
  ['~', null],
  ['', null],
  ['!!str 5', '5'],
];

for (const [yaml, value] of scalars) {
  test(`reads ${JSON.stringify(yaml)} as ${JSON.stringify(value)}`, () => {
    assert.equal(documentsOf(`a: ${yaml}\n`), [{ a: value }]);
  });
}

test('reads several documents, JSON, merge keys and aliases', () => {
  assert.equal(documentsOf('a: 1\n---\nb: 2\n'), [{ a: 1 }, { b: 2 }]);
  assert.equal(documentsOf('{"a": [1, {"b": null}],\n\t"c": true}'), [{ a: [1, { b: null }], c: true }]);
  assert.equal(documentsOf('a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n'), [{ a: { b: 1 }, c: { b: 1, d: 2 } }]);
  assert.equal(documentsOf(''), []);
});

test('gives every use of an alias a value of its own', () => {
  const [document] = documentsOf('a: &x {b: 1}\nc: *x\n');
  assert.ok(typeof document === 'object' && document !== null && 'a' in document && 'c' in document);
  assert.is.not(document.a, document.c);
});

test('keeps __proto__ and constructor as ordinary keys', () => {
  for (const text of [
    '__proto__: {x: 1}\nconstructor: 2\n',
    '__proto__: {x: &y 1}\nconstructor: 2\nz: *y\n',
  ]) {
    const [document] = documentsOf(text);
    assert.ok(typeof document === 'object' && document !== null);
    assert.is(Object.getPrototypeOf(document), Object.prototype);
    assert.equal(Object.keys(document).slice(0, 2), ['__proto__', 'constructor']);
    assert.is('x' in document, false);
  }
});

const nested = (levels: number): string => (levels === 0 ? 'x' : `&l${levels} [${nested(levels - 1)}]`);
const bomb = Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'x' : `*l${level - 1}`;
  return `k${level}: &l${level} [${Array(9).fill(item).join(', ')}]`;
}).join('\n');

const broken: [
  name: string,
  bytes: string | Buffer,
  rule: string,
  what: string,
  line?: number,
  column?: number,
][] = [
  ['a bracket that stays open', 'a: [1,2\nb: 3\n', 'input/syntax', 'Deficient indentation.', 2, 1],
  ['a tab', 'a:\n\tb: 1\n', 'input/syntax', 'Tab characters must not be used in indentation.', 2, 1],
  [
    'an unknown tag',
    'a: !!js/function x\n',
    'input/syntax',
    'Unknown scalar tag !<tag:yaml.org,2002:js/function>.',
    1,
    4,
  ],
  ['a list as key', '? [a]\n: 1\n', 'input/syntax', 'Object-based map does not support complex keys.', 1, 1],
  ['an alias of nothing', 'a: *b\n', 'input/syntax', 'Unidentified alias "b".', 1, 5],
  ['a key twice', 'a: 1\nb: 2\na: 3\n', 'input/duplicate-key', 'This key is given twice.', 3, 1],
  ['a key twice in JSON', '{"a": 1,\n "a": 2}', 'input/duplicate-key', 'This key is given twice.', 2, 3],
  [
    '__proto__ twice',
    '__proto__: 1\n__proto__: 2\n',
    'input/duplicate-key',
    'This key is given twice.',
    2,
    1,
  ],
  ['a million brackets', '['.repeat(1_000_000), 'input/too-deep', 'Here the 200th level begins.', 1, 200],
  ['a million braces', '{a: '.repeat(1_000_000), 'input/too-deep', 'Here the 200th level begins.', 1, 794],
  ['a million dashes', '- '.repeat(1_000_000), 'input/too-deep', 'Here the 200th level begins.', 1, 401],
  ['a bomb of aliases', bomb, 'input/aliases', 'Written out, the aliases give more than 500000 values.'],
  ['an alias of itself', 'a: &a [*a]', 'input/aliases', 'An alias stands inside the value that it means.'],
  ['a zero byte', 'a: \0\n', 'input/not-text', 'Byte 3 is zero, which text never holds.'],
  ['UTF-16', Buffer.from('a: 1', 'utf16le'), 'input/not-text', 'Byte 1 is zero, which text never holds.'],
  ['Latin-1', Buffer.from('a: ä', 'latin1'), 'input/not-text', 'The file holds bytes that are no UTF-8.'],
];

for (const [name, bytes, rule, what, line, column] of broken) {
  test(`names ${name}`, () => {
    const position = line === undefined ? undefined : { line, column };
    const parsed = parse(Buffer.from(bytes));
    assert.ok('problem' in parsed);
    assert.equal({ ...parsed.problem, position: parsed.problem.position }, { rule, what, position });
  });
}

test('reads what is almost too deep', () => {
  assert.is(documentsOf(nested(150)).length, 1);
});

test.run();
