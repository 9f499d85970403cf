// Times `check` on many environments against kubeconform with the same schemas, and again after one edit.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildKubeconform, runKubeconform, writeSchemas } from './kubeconform.ts';
import { type Measurement, measure, median, secondsOf } from './measure.ts';

/** Where to work, and how much. */
export interface CheckBench {
  /** Folder of the benchmark, with a slash at its end. */
  here: string;
  /** Folder for trees and caches. */
  scratch: string;
  rounds: number;
  /** Number of environments. */
  count: number;
}

/** Medians of all rounds, in seconds. */
export interface CheckMedians {
  cold: number;
  kubeconform: number;
  /** After one file of one environment was edited. */
  again: number;
  bareNode: number;
  peakMiB: number;
  files: number;
}

/** Younger files are always read again, as git does. */
const settledAfterMillis = 3500;

/** Runs both sides in turns. Throws when one of them finds or skips anything. */
export async function measureCheck({ here, scratch, rounds, count }: CheckBench): Promise<CheckMedians> {
  const tree = join(scratch, 'checked');
  const cache = join(scratch, 'check-cache');
  const command = (...args: string[]) => [`${here}cli.ts`, String(count), cache, ...args];
  const check = command('check', '--quiet', '--path', tree);
  execFileSync(process.execPath, command('generate', '--quiet', '--out', tree), { stdio: 'inherit' });
  const binary = buildKubeconform(join(here, '../../.cache'));
  const schemas = join(scratch, 'schemas');
  const [first = ''] = readdirSync(tree);
  writeSchemas(join(tree, first), schemas);

  const cold: Measurement[] = [];
  const again: Measurement[] = [];
  const kubeconform: number[] = [];
  const bareNode: number[] = [];
  for (let round = 0; round < rounds; round++) {
    cold.push(await measure([...check, '--no-cache'], `${scratch}/check-cold-${round}`));
    kubeconform.push(secondsOf(() => runKubeconform(binary, schemas, tree)));
  }
  await measure(check, `${scratch}/check-fill`);
  for (let round = 0; round < rounds; round++) {
    await sleep(settledAfterMillis);
    appendFileSync(join(tree, first, 'airflow/Deployment.airflow-scheduler.yaml'), `# edit ${round}\n`);
    again.push(await measure(check, `${scratch}/check-again-${round}`));
    bareNode.push((await measure(['-e', '0'], `${scratch}/node-${round}`)).seconds);
  }
  return {
    cold: median(cold.map(({ seconds }) => seconds)),
    kubeconform: median(kubeconform),
    again: median(again.map(({ seconds }) => seconds)),
    bareNode: median(bareNode),
    peakMiB: Math.max(...[...cold, ...again].map(({ peakMiB }) => peakMiB)),
    files: readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .length,
  };
}
