// Label selectors, as the API server and the controllers read them.
import { type Fields, fields, itemsAt, list } from './read.ts';

/** True when `labels` hold every pair of `wanted`, as the selector of a Service asks. */
export function matchesLabels(wanted: unknown, labels: Fields): boolean {
  return Object.entries(fields(wanted)).every(([key, value]) => has(labels, key) && labels[key] === value);
}

/** True when a label selector with `matchLabels` and `matchExpressions` selects `labels`; an empty one selects all. */
export function matchesSelector(selector: unknown, labels: Fields): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  if (!matchesLabels(matchLabels, labels)) return false;
  return itemsAt(matchExpressions, '').every(({ value }) => matchesExpression(value, labels));
}

/** True for a selector that names nothing, and so selects everything (or nothing, by the field it stands in). */
export function isEmptySelector(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = fields(selector);
  return Object.keys(fields(matchLabels)).length === 0 && list(matchExpressions).length === 0;
}

/** A selector as one line: `app=web, tier in (a, b)`. */
export function formatSelector(selector: unknown): string {
  const { matchLabels, matchExpressions } = fields(selector);
  const pairs = Object.entries(fields(matchLabels)).map(([key, value]) => `${key}=${String(value)}`);
  const expressions = itemsAt(matchExpressions, '').map(({ value: { key, operator, values } }) =>
    [key, operator, ...(list(values).length > 0 ? [`(${list(values).join(', ')})`] : [])].join(' '),
  );
  return [...pairs, ...expressions].join(', ') || 'everything';
}

function matchesExpression({ key, operator, values }: Fields, labels: Fields): boolean {
  const name = String(key);
  const present = has(labels, name);
  const listed = present && list(values).includes(labels[name]);
  switch (operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return false;
  }
}

function has(labels: Fields, key: string): boolean {
  return Object.hasOwn(labels, key);
}
