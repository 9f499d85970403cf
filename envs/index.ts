// The list of environments, and the hub. Adding an environment: a file beside this one, and one line here.
import { dev } from './dev.ts';
import { hub } from './hub.ts';
import { type EnvironmentSource, type Fleet, parseFleet } from './parse.ts';
import { prod } from './prod.ts';
import { type Environment, environmentOf } from './resolve.ts';
import { staging } from './staging.ts';

export type { EnvironmentDescription, EnvironmentInput, Hub, HubInput } from './environment.ts';
export type { Installation } from './installation.ts';
export { type EnvironmentSource, type Fleet, parseEnvironments, parseFleet } from './parse.ts';
export {
  dagsVolume,
  type Environment,
  environmentOf,
  makesFileSystem,
  missingFacts,
  networkOf,
} from './resolve.ts';

/** Every environment, in the order of promotion, with its file. */
export const environments: readonly EnvironmentSource[] = [
  { file: 'envs/dev.ts', value: dev },
  { file: 'envs/staging.ts', value: staging },
  { file: 'envs/prod.ts', value: prod },
];

/** The hub with its file. */
export const hubSource: EnvironmentSource = { file: 'envs/hub.ts', value: hub };

/**
 * The checked environments and the hub with their defaults filled in, in the order of the list.
 * Throws a `FindingsError` with every finding of every file.
 */
export function loadFleet(): Fleet {
  return parseFleet(environments, hubSource);
}

/**
 * The environments that can be generated in full: those whose network and cluster exist.
 * Throws as `loadFleet` does.
 */
export function loadEnvironments(): Environment[] {
  return loadFleet().environments.flatMap((description) => environmentOf(description) ?? []);
}
