// Label selectors as Kubernetes reads them: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
import { list, read } from './read.ts';

/** True when a selector selects something with these labels; an empty one selects everything. */
export function selects(selector: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const wanted = read(selector, 'matchLabels');
  const matchesLabels = Object.entries(typeof wanted === 'object' && wanted !== null ? wanted : {}).every(
    ([key, value]) => labels[key] === value,
  );
  return (
    matchesLabels && list(read(selector, 'matchExpressions')).every((expression) => fits(expression, labels))
  );
}

function fits(expression: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const value = labels[String(read(expression, 'key'))];
  const values = list(read(expression, 'values'));
  switch (read(expression, 'operator')) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}
