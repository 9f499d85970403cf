// The list of environments. Adding one: a file beside this one, and one line here.
import { dev } from './dev.ts';
import type { Environment } from './environment.ts';
import { type EnvironmentSource, parseEnvironments } from './parse.ts';
import { prod } from './prod.ts';
import { staging } from './staging.ts';

export type { Environment, EnvironmentInput } from './environment.ts';
export { type EnvironmentSource, parseEnvironments } from './parse.ts';

/** Every environment, in the order of promotion, with its file. */
export const environments: readonly EnvironmentSource[] = [
  { file: 'envs/dev.ts', value: dev },
  { file: 'envs/staging.ts', value: staging },
  { file: 'envs/prod.ts', value: prod },
];

/**
 * The checked environments with their defaults filled in, in the order of the list.
 * Throws a `FindingsError` with every finding of every file.
 */
export function loadEnvironments(): Environment[] {
  return parseEnvironments(environments);
}
