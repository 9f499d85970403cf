// Functions that take lists for sets: sets.contains, sets.equivalent, sets.intersects.
import type { Environment } from '@marcbachmann/cel-js';
import { same } from './lists.ts';

/** Adds the functions. https://pkg.go.dev/github.com/google/cel-go/ext#Sets */
export function registerSets(environment: Environment): void {
  class SetsNamespace {}
  const has = (list: unknown[], item: unknown) => list.some((other) => same(other, item));
  const contains = (list: unknown[], part: unknown[]) => part.every((item) => has(list, item));
  environment
    .registerType('SetsNamespace', SetsNamespace)
    .registerConstant('sets', 'SetsNamespace', new SetsNamespace())
    .registerFunction(
      'SetsNamespace.contains(list, list): bool',
      (_: unknown, list: unknown[], part: unknown[]) => contains(list, part),
    )
    .registerFunction(
      'SetsNamespace.equivalent(list, list): bool',
      (_: unknown, a: unknown[], b: unknown[]) => contains(a, b) && contains(b, a),
    )
    .registerFunction(
      'SetsNamespace.intersects(list, list): bool',
      (_: unknown, a: unknown[], b: unknown[]) => a.some((item) => has(b, item)),
    );
}
