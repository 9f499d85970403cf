// Builds one workload for a test, as the generator does, and reads values of its objects.
import { App, Chart } from 'cdk8s';
import type { Workload } from '../../charts/kit/workload.ts';
import { type Environment, loadEnvironments } from '../../envs/index.ts';

const byName = new Map(loadEnvironments().map((environment) => [environment.name, environment]));

/** Names of the environments of this repository. */
export const environmentNames: readonly string[] = [...byName.keys()];

/** The environment `name`; fails when there is none. */
export function environmentNamed(name: string): Environment {
  const environment = byName.get(name);
  if (!environment) throw new Error(`There is no environment ${name}.`);
  return environment;
}

/** The objects of a workload. */
export class Objects {
  readonly all: readonly unknown[];

  constructor(workload: Workload, environment: Environment) {
    const chart = new Chart(new App(), workload.name, { disableResourceNameHashes: true });
    workload.build(chart, environment);
    this.all = chart.toJson();
  }

  ofKind(kind: string): unknown[] {
    return this.all.filter((object) => read(object, 'kind') === kind);
  }

  /** The one object of this kind and name; fails when there is none or more than one. */
  one(kind: string, name: string): unknown {
    const found = this.ofKind(kind).filter((object) => read(object, 'metadata', 'name') === name);
    if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name}, not one`);
    return found[0];
  }

  names(kind: string): string[] {
    return this.ofKind(kind)
      .map((object) => text(object, 'metadata', 'name'))
      .sort();
  }
}

/** The value at the path, or undefined. */
export function read(object: unknown, ...path: (string | number)[]): unknown {
  let value = object;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** The text at the path; fails when there is none. */
export function text(object: unknown, ...path: (string | number)[]): string {
  const value = read(object, ...path);
  if (typeof value !== 'string') throw new Error(`${path.join('.')} is ${JSON.stringify(value)}, not a text`);
  return value;
}

/** The list at the path; fails when there is none. */
export function list(object: unknown, ...path: (string | number)[]): unknown[] {
  const value = read(object, ...path);
  if (!Array.isArray(value)) throw new Error(`${path.join('.')} is ${JSON.stringify(value)}, not a list`);
  return value;
}
