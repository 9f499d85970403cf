// Makes a changed copy of an environment, for tables of bad input.

import { FindingsError } from '../../../envs/finding.ts';
import { environments } from '../../../envs/index.ts';
import { parseEnvironments } from '../../../envs/parse.ts';
import { isRecord } from '../../../envs/schema/field-schema.ts';

/** Stands for a field that is taken away. */
export const removed = Symbol('removed');

/** New values by path, for example `{ 'airflow.queues[0].name': 'x' }`. */
export type Changes = Record<string, unknown>;

/** What `file` says, with the changes. */
export function changed(file: string, changes: Changes): unknown {
  const source = environments.find((environment) => environment.file === file);
  if (!source) throw new Error(`There is no ${file}.`);
  const copy: unknown = structuredClone(source.value);
  for (const [path, value] of Object.entries(changes))
    change(copy, path.split(/\.|\[|\]\.?/).filter(Boolean), value);
  return copy;
}

function change(target: unknown, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length > 0) {
    if (Array.isArray(target)) change(target[Number(key)], rest, value);
    else if (isRecord(target)) change(target[key], rest, value);
    else if (value !== removed) throw new Error(`Nothing at ${key}.`);
  } else if (Array.isArray(target)) {
    target[Number(key)] = value;
  } else if (isRecord(target)) {
    if (value === removed) delete target[key];
    else target[key] = value;
  } else if (value !== removed) {
    throw new Error(`Nothing at ${key}.`);
  }
}

/** All environments, with changes to some of their files. */
export function sourcesWith(changes: Record<string, Changes>): { file: string; value: unknown }[] {
  return environments.map(({ file }) => ({ file, value: changed(file, changes[file] ?? {}) }));
}

/** The message of the findings that the sources give; empty when there are none. */
export function messageOf(sources: readonly { file: string; value: unknown }[]): string {
  try {
    parseEnvironments(sources);
    return '';
  } catch (error) {
    if (error instanceof FindingsError) return error.message;
    throw error;
  }
}
