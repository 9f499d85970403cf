// Functions on lists: isSorted, sum, min, max, indexOf, and those of CEL's own extension.
import type { Environment } from '@marcbachmann/cel-js';
import { canonical } from '../equal.ts';

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library */
export function registerLists(environment: Environment): void {
  class ListsNamespace {}
  environment
    .registerFunction('list.isSorted(): bool', (list: unknown[]) =>
      list.every((item, index) => index === 0 || compare(list[index - 1], item) <= 0),
    )
    .registerFunction('list.sum(): dyn', sum)
    .registerFunction('list.min(): dyn', (list: unknown[]) => extreme(list, 'min', -1))
    .registerFunction('list.max(): dyn', (list: unknown[]) => extreme(list, 'max', 1))
    .registerFunction('list.indexOf(dyn): int', (list: unknown[], item: unknown) =>
      BigInt(list.findIndex((other) => same(other, item))),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (list: unknown[], item: unknown) =>
      BigInt(list.findLastIndex((other) => same(other, item))),
    )
    .registerFunction('list.distinct(): list<dyn>', (list: unknown[]) =>
      list.filter((item, index) => list.findIndex((other) => same(other, item)) === index),
    )
    .registerFunction('list.flatten(): list<dyn>', (list: unknown[]) => list.flat(1))
    .registerFunction('list.flatten(int): list<dyn>', (list: unknown[], depth: bigint) =>
      flattened(list, Number(depth)),
    )
    .registerFunction('list.reverse(): list<dyn>', (list: unknown[]) => list.toReversed())
    .registerFunction('list.sort(): list<dyn>', (list: unknown[]) => list.toSorted(compare))
    .registerFunction('list.slice(int, int): list<dyn>', (list: unknown[], start: bigint, end: bigint) => {
      if (start < 0n || end < start || end > BigInt(list.length))
        throw new Error(`cannot slice(${start}, ${end}), list is length ${list.length}`);
      return list.slice(Number(start), Number(end));
    })
    .registerType('ListsNamespace', ListsNamespace)
    .registerConstant('lists', 'ListsNamespace', new ListsNamespace())
    .registerFunction('ListsNamespace.range(int): list<int>', (_: unknown, count: bigint) =>
      Array.from({ length: Number(count) }, (__, index) => BigInt(index)),
    );
}

/** True when two values of CEL mean the same; a whole number equals a fraction of the same value. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return keyOf(a) === keyOf(b);
}

function keyOf(value: unknown): string {
  return canonical(plain(value));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return [...value].map(([name, member]) => [name, plain(member)]).sort();
  return value;
}

function sum(list: unknown[]): unknown {
  if (list.length === 0) return 0n;
  if (list.every((item) => typeof item === 'bigint')) return list.reduce((total, item) => total + item, 0n);
  if (list.every((item) => typeof item === 'number' || typeof item === 'bigint'))
    return list.reduce<number>((total, item) => total + Number(item), 0);
  throw new Error('sum takes a list of numbers');
}

function extreme(list: unknown[], name: string, sign: number): unknown {
  if (list.length === 0) throw new Error(`${name} called on empty list`);
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best));
}

function compare(a: unknown, b: unknown): number {
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) || Number.isNaN(y)) throw new Error('these values have no order');
  return x - y;
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function flattened(list: unknown[], depth: number): unknown[] {
  if (depth < 0) throw new Error('level must be non-negative');
  return depth === 0
    ? list
    : list.flatMap((item) => (Array.isArray(item) ? flattened(item, depth - 1) : [item]));
}
