// Selectors select what the API server's selectors select.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  formatSelector,
  isEmptySelector,
  matchesLabels,
  matchesSelector,
} from '../../../scripts/check/kit/selectors.ts';

const labels = { app: 'web', tier: 'front' };
const expression = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

const table: [unknown, boolean][] = [
  [{}, true],
  [undefined, true],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'web', other: 'x' } }, false],
  [{ matchLabels: { constructor: 'x' } }, false],
  [expression('app', 'In', ['web', 'api']), true],
  [expression('app', 'In', ['api']), false],
  [expression('none', 'In', ['api']), false],
  [expression('app', 'NotIn', ['web']), false],
  [expression('none', 'NotIn', ['web']), true],
  [expression('app', 'Exists'), true],
  [expression('none', 'Exists'), false],
  [expression('app', 'DoesNotExist'), false],
  [expression('none', 'DoesNotExist'), true],
  [expression('app', 'Has'), false],
];

for (const [selector, expected] of table) {
  test(`${JSON.stringify(selector)} selects: ${expected}`, () =>
    assert.is(matchesSelector(selector, labels), expected));
}

test('a map of labels selects by all of its pairs', () => {
  assert.ok(matchesLabels({ app: 'web' }, labels));
  assert.not(matchesLabels({ app: 'web', tier: 'back' }, labels));
});

test('a selector is shown on one line', () => {
  assert.is(
    formatSelector({ matchLabels: { app: 'web' }, ...expression('tier', 'In', ['a', 'b']) }),
    'app=web, tier In (a, b)',
  );
  assert.is(formatSelector({}), 'everything');
  assert.ok(isEmptySelector({}));
  assert.not(isEmptySelector(expression('a', 'Exists')));
});

test.run();
