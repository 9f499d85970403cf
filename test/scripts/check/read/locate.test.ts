// Lines and columns of fields, for every way to write one.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Places } from '../../../../scripts/check/read/locate.ts';

const text = `# comment
metadata:
  labels:
    app.kubernetes.io/name: web
    "quoted key": 'x'
spec:
  containers:
    - name: a
      args: [one, "two", {three: 3}]
    - name: b
      command:
        - |
          text
        -
        - 'last'
---
second: {a: [1]}
`;

const cases: [path: string, line: number, column: number, document?: number][] = [
  ['', 2, 1],
  ['metadata', 2, 1],
  ['metadata.labels["app.kubernetes.io/name"]', 4, 5],
  ['metadata.labels.app.kubernetes.io/name', 4, 5],
  ['metadata.labels["quoted key"]', 5, 5],
  ['spec.containers[0]', 8, 7],
  ['spec.containers[0].args[1]', 9, 19],
  ['spec.containers[0].args[2].three', 9, 27],
  ['spec.containers[1].name', 10, 7],
  ['spec.containers[1].command[2]', 15, 11],
  // Not there: the nearest field above it.
  ['spec.containers[1].image', 10, 7],
  ['spec.containers[7]', 7, 3],
  ['spec.containers[1].command[1]', 11, 7],
  ['status', 2, 1],
  ['second.a[0]', 17, 14, 1],
];

for (const [path, line, column, document] of cases) {
  test(`finds ${path || 'the object itself'}${document ? ` in document ${document}` : ''}`, () => {
    assert.equal(new Places(text).locate(path, document), { line, column });
  });
}

test('finds nothing in an empty text', () => {
  assert.equal(new Places('').locate('spec'), { line: 1, column: 1 });
});

test.run();
