// Every spec and every change that the API server must refuse is refused before it gets there, by the same field.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { badCases, refusedOffline } from '../conformance/checks/bad-specs.ts';

const cases = badCases();

test('there are specs and changes to judge', () => {
  assert.ok(cases.filter(({ before }) => before === undefined).length >= 15);
  assert.ok(cases.filter(({ before }) => before !== undefined).length >= 40);
});

for (const one of cases) {
  test(one.what, () => {
    assert.ok(
      refusedOffline(one).includes(one.field),
      refusedOffline(one).join(', ') || 'nothing is refused',
    );
  });
}

test.run();
