// Each way not to fit a schema: the exact place and words, and values that do fit.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { StructuralSchema } from '../../../scripts/check/schema/structural.ts';
import { line, problemsOf } from './judge.ts';

interface Case {
  readonly name: string;
  readonly schema: StructuralSchema;
  readonly good: readonly unknown[];
  /** A value and what is said of it. */
  readonly bad: readonly (readonly [unknown, ...string[]])[];
}

const text: StructuralSchema = { type: 'string' };
const object = (properties: { [field: string]: StructuralSchema }, rest: StructuralSchema = {}) =>
  ({ type: 'object', properties, ...rest }) satisfies StructuralSchema;

const cases: Case[] = [
  {
    name: 'unknown fields, at any depth',
    schema: object({ image: text, ports: { type: 'array', items: object({ number: { type: 'integer' } }) } }),
    good: [{}, { image: 'a' }, { ports: [{ number: 1 }] }],
    bad: [
      [{ imge: 'a' }, 'unknown-field spec.imge: unknown field "imge". Did you mean "image"?'],
      [
        { ports: [{ number: 1, zz: 1 }] },
        'unknown-field spec.ports[0].zz: unknown field "zz". Remove it. Accepted here: number.',
      ],
      [
        { 'not-a name': 1 },
        'unknown-field spec["not-a name"]: unknown field "not-a name". Remove it. Accepted here: image, ports.',
      ],
      [
        JSON.parse('{"__proto__": 1, "constructor": 2}'),
        'unknown-field spec.__proto__: unknown field "__proto__". Remove it. Accepted here: image, ports.',
        'unknown-field spec.constructor: unknown field "constructor". Remove it. Accepted here: image, ports.',
      ],
    ],
  },
  {
    name: 'an object without fields',
    schema: object({ empty: { type: 'object' } }),
    good: [{ empty: {} }],
    bad: [
      [
        { empty: { a: 1 } },
        'unknown-field spec.empty.a: unknown field "a". Remove it: no field is accepted here.',
      ],
    ],
  },
  {
    name: 'fields that are kept although nobody knows them',
    schema: object({ known: text }, { 'x-kubernetes-preserve-unknown-fields': true }),
    good: [{ anything: { at: ['any', 'depth'] } }],
    bad: [[{ known: 1 }, 'wrong-type spec.known: 1 is a number, not a text. Use a text. In quotes: "1".']],
  },
  {
    name: 'required fields',
    schema: object(
      { size: { type: 'integer' }, mode: { type: 'string', enum: ['a', 'b'] } },
      { required: ['size', 'mode'] },
    ),
    good: [{ size: 1, mode: 'a' }],
    bad: [
      [
        { sizes: 1, mode: 'b' },
        'unknown-field spec.sizes: unknown field "sizes". Did you mean "size"?',
        'missing-field spec.size: required field "size" is missing. Did you mean it with "sizes"?',
      ],
      [
        { size: null },
        'missing-field spec.size: required field "size" is missing. Add it: a whole number.',
        'missing-field spec.mode: required field "mode" is missing. Add it: one of "a", "b".',
      ],
    ],
  },
  {
    name: 'types',
    schema: object({
      whole: { type: 'integer' },
      number: { type: 'number' },
      flag: { type: 'boolean' },
      list: { type: 'array', items: text },
      map: { type: 'object', additionalProperties: { type: 'integer' } },
      either: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      none: { type: 'string', nullable: true },
    }),
    good: [
      { whole: 1, number: 1.5, flag: true, list: ['a'], map: { a: 1 }, either: 1, none: null },
      { either: '10%', number: 2 },
      // The server drops what is null without being allowed to be.
      { whole: null },
    ],
    bad: [
      [
        { whole: '3' },
        'wrong-type spec.whole: "3" is a text, not a whole number. Use a whole number. Without quotes.',
      ],
      [{ whole: 1.5 }, 'wrong-type spec.whole: 1.5 is a fraction, not a whole number. Use a whole number.'],
      [{ number: 'x' }, 'wrong-type spec.number: "x" is a text, not a number. Use a number.'],
      [
        { flag: 'true' },
        'wrong-type spec.flag: "true" is a text, not true or false. Use true or false. Without quotes.',
      ],
      [{ list: 'a' }, 'wrong-type spec.list: "a" is a text, not a list. Use a list.'],
      [{ list: [null] }, 'wrong-type spec.list[0]: null, not a text. Use a text.'],
      [{ map: { a: 'b' } }, 'wrong-type spec.map.a: "b" is a text, not a whole number. Use a whole number.'],
      [{ map: [] }, 'wrong-type spec.map: [] is a list, not an object. Use an object.'],
      [
        { either: true },
        'wrong-type spec.either: true is true or false, not a whole number or a text. Use a whole number or a text.',
      ],
      [
        5,
        'wrong-type spec: 5 is a number, not an object. Use an object with whole, number, flag, list, map, either, none.',
      ],
    ],
  },
  {
    name: 'closed lists of values',
    schema: object({ policy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] } }),
    good: [{ policy: 'Never' }],
    bad: [
      [
        { policy: 'IfNotPresant' },
        'not-accepted spec.policy: "IfNotPresant" is not accepted. Did you mean "IfNotPresent"? Accepted: "Always", "IfNotPresent", "Never".',
      ],
      [
        { policy: 'x' },
        'not-accepted spec.policy: "x" is not accepted. Accepted: "Always", "IfNotPresent", "Never".',
      ],
    ],
  },
  {
    name: 'patterns',
    schema: object({ name: { type: 'string', pattern: '^[[:lower:]]+$' } }),
    good: [{ name: 'abc' }],
    bad: [
      [
        { name: 'a1' },
        'pattern spec.name: "a1" does not have the accepted form. It must match ^[[:lower:]]+$',
      ],
    ],
  },
  {
    name: 'ranges, lengths and counts',
    schema: object({
      port: { type: 'integer', minimum: 1, maximum: 65535 },
      ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
      step: { type: 'number', multipleOf: 0.1 },
      name: { type: 'string', minLength: 2, maxLength: 4 },
      list: { type: 'array', items: text, minItems: 1, maxItems: 2 },
      map: { type: 'object', additionalProperties: text, maxProperties: 1 },
      small: { type: 'integer', format: 'int32' },
    }),
    good: [{ port: 1, ratio: 0.1, step: 0.3, name: '😀😀', list: ['a'], map: { a: 'b' }, small: 2 ** 40 }],
    bad: [
      [{ port: 0 }, 'out-of-range spec.port: 0 is too small. Accepted: at least 1 and at most 65535.'],
      [
        { port: 65536 },
        'out-of-range spec.port: 65536 is too large. Accepted: at least 1 and at most 65535.',
      ],
      [{ ratio: 0 }, 'out-of-range spec.ratio: 0 is too small. Accepted: more than 0.'],
      [{ step: 0.25 }, 'out-of-range spec.step: 0.25 is no multiple of 0.1. Accepted: multiples of 0.1.'],
      [{ name: '😀' }, 'out-of-range spec.name: "😀" has 1 character. Accepted: 2 to 4.'],
      [{ name: 'abcde' }, 'out-of-range spec.name: "abcde" has 5 characters. Accepted: 2 to 4.'],
      [{ list: [] }, 'out-of-range spec.list: there are 0 entries. Accepted: 1 to 2.'],
      [{ map: { a: 'b', c: 'd' } }, 'out-of-range spec.map: there are 2 fields. Accepted: at most 1.'],
    ],
  },
  {
    name: 'formats',
    schema: object({
      at: { type: 'string', format: 'date-time' },
      wait: { type: 'string', format: 'duration' },
      data: { type: 'string', format: 'byte' },
      net: { type: 'string', format: 'cidr' },
      unknown: { type: 'string', format: 'no-such-format' },
    }),
    good: [{ at: '2024-02-29T23:59:59.5+02:00', wait: '1h30m', data: 'YQ==', net: 'fd00::/8', unknown: '?' }],
    bad: [
      [
        { at: '2023-02-29T00:00:00Z' },
        'format spec.at: "2023-02-29T00:00:00Z" is not a date with time such as 2026-01-31T12:00:00Z. Write a date with time such as 2026-01-31T12:00:00Z.',
      ],
      [
        { wait: 'soon' },
        'format spec.wait: "soon" is not a duration such as 90s or 1h30m. Write a duration such as 90s or 1h30m.',
      ],
      [{ data: 'YQ=' }, 'format spec.data: "YQ=" is not a text in base64. Write a text in base64.'],
      [
        { net: '10.0.0.0/33' },
        'format spec.net: "10.0.0.0/33" is not a network such as 10.0.0.0/16. Write a network such as 10.0.0.0/16.',
      ],
    ],
  },
  {
    name: 'entries that are there twice',
    schema: object({
      set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
      ports: {
        type: 'array',
        items: object({
          port: { type: 'integer' },
          protocol: { type: 'string', default: 'TCP' },
          name: text,
        }),
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
      },
    }),
    good: [{ set: ['a', 'b'], ports: [{ port: 1 }, { port: 1, protocol: 'UDP' }] }],
    bad: [
      [
        { set: ['a', 'b', 'a'] },
        'duplicate-entry spec.set[2]: "a" is there twice: also as entry 0. Keep one of the two.',
      ],
      [
        // The default counts as if it had been written.
        {
          ports: [
            { port: 1, name: 'a' },
            { port: 1, protocol: 'TCP' },
          ],
        },
        'duplicate-entry spec.ports[1]: port 1, protocol "TCP" is there twice: also as entry 0. Keep one of the two.',
      ],
    ],
  },
  {
    name: 'combined schemas',
    schema: object(
      { a: text, b: text },
      {
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
        not: { properties: { a: { enum: ['x'] } }, required: ['a'] },
      },
    ),
    good: [{ a: '1' }, { b: '1' }],
    bad: [
      [
        {},
        'alternatives spec: {} fits none of the accepted forms. One form must fit. Form 1 does not: spec.a: required field "a" is missing. Form 2 does not: spec.b: required field "b" is missing.',
      ],
      [
        { a: '1', b: '1' },
        'alternatives spec: {"a":"1","b":"1"} fits none of the accepted forms. It fits 2 forms that exclude each other. Keep to one of them.',
      ],
      [
        { a: 'x' },
        'alternatives spec: {"a":"x"} fits none of the accepted forms. It has exactly the form that is forbidden here.',
      ],
    ],
  },
  {
    name: 'objects inside objects',
    schema: object({
      template: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
    }),
    good: [{ template: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: {} } }],
    bad: [
      [
        { template: { kind: 'Secret', metadata: { nam: 'a' } } },
        'unknown-field spec.template.metadata.nam: unknown field "nam". Did you mean "name"?',
        'missing-field spec.template.apiVersion: required field "apiVersion" is missing. Add it: a text.',
      ],
    ],
  },
];

for (const { name, schema, good, bad } of cases) {
  test(`accepts: ${name}`, () => {
    for (const value of good) assert.equal(problemsOf(schema, value).map(line), [], JSON.stringify(value));
  });
  test(`refuses: ${name}`, () => {
    for (const [value, ...said] of bad)
      assert.equal(problemsOf(schema, value).map(line), said, JSON.stringify(value));
  });
}

test.run();
