// The command line of the conformance tests and of the rig.

import { dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';

/** The parts that `--only` accepts. */
export const partNames = [
  'kube-apiserver',
  'crossplane',
  'workloads',
  'admission',
  'argocd',
  'compositions',
  'mutations',
  'effects',
  'health',
  'statsd-exporter',
  'self-test',
  'airflow',
] as const;

/** One part of the conformance tests. */
export type PartName = (typeof partNames)[number];

/** What a run was asked to do. */
export type Options = {
  only: PartName | undefined;
  /** Folder with the CRDs of third-party operators. */
  crds: string;
  /** Generated tree to judge. */
  tree: string;
  /** Environment to limit the run to. */
  environment: string | undefined;
  /** Random specs for each cloud API. */
  specs: number;
  seed: number | undefined;
  /** Whether to judge again what has passed before on the same inputs. */
  fresh: boolean;
};

const project = resolve(import.meta.dirname, '..', '..');

/** Reads the command line; `--help` and mistakes end the process with words for people. */
export function readOptions(name: string, description: string, args: string[]): Options {
  const count = (text: string) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Give a whole number.');
    return number;
  };
  const command = new Command(name)
    .description(description)
    .addOption(new Option('--only <part>', 'run one part').choices([...partNames]))
    .option('--crds <folder>', 'CRDs of third-party operators', join(dirname(project), 'shared', 'crds'))
    .option('--tree <folder>', 'generated tree to judge', join(project, 'generated'))
    .option('--environment <name>', 'look at one environment')
    .option('--specs <number>', 'random specs for each cloud API', count, 500)
    .option('--seed <number>', 'seed of the random specs, to repeat a run', count)
    .option('--fresh', 'judge again what has passed before on the same inputs', false)
    .parse(args);
  const given = command.opts<{
    only?: PartName;
    crds: string;
    tree: string;
    environment?: string;
    specs: number;
    seed?: number;
    fresh: boolean;
  }>();
  return {
    only: given.only,
    crds: resolve(given.crds),
    tree: resolve(given.tree),
    environment: given.environment,
    specs: given.specs,
    seed: given.seed,
    fresh: given.fresh,
  };
}
