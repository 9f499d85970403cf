// Values that come up again are written once more, then remembered and frozen.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isShared, sharedText } from '../../../scripts/generate/shared-values.ts';

test('a value is written twice, then remembered', () => {
  const value = { a: { b: [1] } };
  let writes = 0;
  const write = () => `text ${++writes}`;
  assert.is(sharedText('spec', value, write), 'text 1');
  assert.not.ok(isShared(value));
  assert.is(sharedText('spec', value, write), 'text 2');
  assert.ok(isShared(value));
  assert.is(sharedText('spec', value, write), 'text 2');
  assert.is(sharedText('data', value, write), 'text 3', 'another field has another text');
});

test('a value may be changed before it is remembered, and not after', () => {
  const value = { a: { b: [1] } };
  const write = () => JSON.stringify(value);
  sharedText('spec', value, write);
  value.a.b.push(2);
  assert.is(sharedText('spec', value, write), '{"a":{"b":[1,2]}}');
  assert.throws(() => value.a.b.push(3), /object is not extensible/);
  assert.throws(() => {
    value.a = { b: [] };
  }, /read only/);
});

test('equal values of different identity are not mixed up', () => {
  const write = (text: string) => () => text;
  const [first, second] = [{ a: 1 }, { a: 1 }];
  sharedText('spec', first, write('first'));
  sharedText('spec', first, write('first'));
  assert.is(sharedText('spec', second, write('second')), 'second');
});

test.run();
