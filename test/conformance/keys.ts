// Says what each check depends on: two runs with the same key judge the same thing.

import { join, resolve } from 'node:path';
import { shortHash } from './lib/files.ts';
import { hashOfFiles, moduleFiles } from './lib/inputs.ts';
import { goBuildKey, goBuildNames } from './lib/tools.ts';
import type { EnvironmentTree } from './lib/tree.ts';
import type { Options } from './options.ts';

const project = resolve(import.meta.dirname, '..', '..');

// What no import leads to: pinned programs and packages, fixtures, and the Python that Airflow runs.
const alwaysRead = [
  'package-lock.json',
  'dags',
  'test/conformance/airflow',
  'test/conformance/fixtures',
  'test/conformance/parts',
  'test/conformance/run.ts',
  'test/conformance/schedule.ts',
  'test/dags',
  'test/charts/airflow/scripts',
];

// Here modules read files whose names no import tells: health checks in Lua, Python scripts, schemas, facts about AWS.
const withData = ['argocd', 'charts', 'crossplane', 'envs', 'scripts'];

/** A hash of everything that is read without being imported. */
export function hashOfData(root: string): string {
  const isData = (file: string) => !file.endsWith('.ts');
  return shortHash(hashOfFiles(root, alwaysRead), hashOfFiles(root, withData, isData));
}

/** Gives the keys of checks; what all checks share is hashed once. */
export type Keys = {
  /**
   * The key of a check on one environment, or on the whole tree without one.
   * @param sources the modules of the check, relative to this folder; what they import counts too
   */
  keyOf(part: string, sources: readonly string[], environment?: EnvironmentTree): string;
};

/** Prepares the keys of a run. */
export function keysOf(options: Options): Keys {
  const shared = shortHash(
    process.version,
    process.arch,
    JSON.stringify({ specs: options.specs, seed: options.seed }),
    ...goBuildNames.map(goBuildKey),
    process.env.FUNCTION_PATCH_AND_TRANSFORM ?? '',
    hashOfData(project),
    hashOfFiles(options.crds, ['.']),
  );
  return {
    keyOf(part, sources, environment) {
      const modules = moduleFiles(sources.map((source) => join(import.meta.dirname, source)));
      const folders = environment
        ? [environment.name, ...environment.borrowed.map(({ file }) => file)]
        : ['.'];
      return shortHash(
        shared,
        part,
        environment?.name ?? '',
        hashOfFiles(project, modules),
        hashOfFiles(options.tree, folders),
      );
    },
  };
}
