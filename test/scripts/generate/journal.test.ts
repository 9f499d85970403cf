// The journal is believed only when every byte of it is as it was written.
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeJournal, encodeJournal, type Operation } from '../../../scripts/generate/journal.ts';

const operations: Operation[] = [
  { type: 'delete', path: 'prod/airflow/ConfigMap.old.yaml', before: 'aa' },
  { type: 'put', path: 'prod/airflow/ConfigMap.new.yaml', before: null, after: 'bb', staged: 0 },
];
const journal = Buffer.from(encodeJournal(operations));

test('a journal is read back', () => {
  assert.equal(decodeJournal(journal), operations);
});

test('a journal with any byte changed is refused', () => {
  fc.assert(
    fc.property(fc.nat(journal.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const damaged = Buffer.from(journal);
      damaged[at] = (damaged[at] ?? 0) ^ change;
      assert.is(decodeJournal(damaged), undefined);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('a journal cut off anywhere is refused', () => {
  for (let length = 0; length < journal.length; length++) {
    assert.is(decodeJournal(journal.subarray(0, length)), undefined);
  }
});

test('a journal of another version, or with a path outside of the tree, is refused', () => {
  const sealed = (body: string) => Buffer.from(`${hash('sha256', body)}\n${body}\n`);
  assert.equal(decodeJournal(sealed('{"version":1,"operations":[]}')), []);
  assert.is(decodeJournal(sealed('{"version":2,"operations":[]}')), undefined);
  const outside: Operation = { type: 'put', path: '../../home/x', before: null, after: 'bb', staged: 0 };
  assert.is(decodeJournal(Buffer.from(encodeJournal([outside]))), undefined);
});

test.run();
