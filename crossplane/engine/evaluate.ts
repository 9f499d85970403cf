// Computes expressions for one concrete composite resource, as function-patch-and-transform would.
import type { Expression } from './ref.ts';

/** What an expression can read. */
export interface EvaluationScope {
  /** The composite resource: `metadata` and `spec`. */
  composite: unknown;
  /** What stands for a status field, which nobody can know before AWS answers. */
  placeholder(statusField: string): string;
}

/** The value of an expression, or undefined when a field that it reads is missing. */
export function evaluate(expression: Expression, scope: EvaluationScope): unknown {
  switch (expression.op) {
    case 'required':
      return evaluate(expression.from, scope);
    case 'text': {
      const value = evaluate(expression.from, scope);
      return value === undefined ? undefined : String(value);
    }
    case 'json': {
      const value = evaluate(expression.from, scope);
      return value === undefined ? undefined : goJson(value);
    }
    case 'map': {
      const value = evaluate(expression.from, scope);
      return value === undefined ? undefined : expression.table[String(value)];
    }
    case 'format': {
      const values = expression.from.map((part) => evaluate(part, scope));
      if (values.includes(undefined)) return undefined;
      return expression.format
        .map((part, index) => (index === 0 ? part : `${values[index - 1]}${part}`))
        .join('');
    }
    case 'field': {
      const [root, field] = expression.path;
      if (root === 'status') return scope.placeholder(field ?? '');
      return valueAt(scope.composite, expression.path);
    }
  }
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = Object.entries(current).find(([key]) => key === segment)?.[1];
  }
  return current;
}

/** JSON as Go writes it: keys in byte order, no spaces, and <, > and & escaped (encoding/json). */
function goJson(value: unknown): string {
  const sorted = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sorted);
    if (typeof item !== 'object' || item === null) return item;
    const entries = Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
  };
  return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
