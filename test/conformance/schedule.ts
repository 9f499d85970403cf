// Runs the parts: those that look at one environment in turn on its cluster, everything else beside them.

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { keysOf } from './keys.ts';
import { cacheRoot } from './lib/cache.ts';
import type { Report } from './lib/report.ts';
import type { Rig } from './lib/rig.ts';
import { MissingTool, prepareTools } from './lib/tools.ts';
import { type EnvironmentTree, readTree } from './lib/tree.ts';
import { openVerdicts } from './lib/verdicts.ts';
import { inParallel } from './lib/wait.ts';
import type { Options, PartName } from './options.ts';
import { type Cluster, type Clusters, prepareClusters } from './parts/cluster.ts';
import { readCrds, usedCrds, withoutDescriptions } from './parts/crds.ts';
import { airflowPython } from './parts/python.ts';
import { fixtureTree } from './self-test.ts';

/** Judges one environment on a fresh cluster; what it starts on its rig is stopped when it is over. */
export type EnvironmentCheck = (
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
) => Promise<void>;

/** Judges everything at once, on clusters that it starts itself, or on none. */
export type WholeCheck = (
  rig: Rig,
  clusters: () => Promise<Clusters>,
  tree: EnvironmentTree[],
  report: Report,
) => Promise<void>;

/** One part: `--only` takes its name; `sources` are its modules, relative to this folder. */
export type Part = { sources: string[] } & ({ each: EnvironmentCheck } | { whole: WholeCheck });

/** Runs the parts that `options` ask for, and adds their results to the report. */
export async function runParts(
  rig: Rig,
  parts: { [part in PartName]: Part },
  options: Options,
  tree: EnvironmentTree[],
  report: Report,
): Promise<void> {
  const isCi = process.env.CI === 'true';
  const verdicts = openVerdicts(join(cacheRoot(), 'verdicts'), options.fresh || isCi);
  const { keyOf } = keysOf(options);
  const chosen = Object.entries(parts).filter(([name]) => !options.only || name === options.only);
  let prepared: Promise<Clusters> | undefined;
  const clusters = () => {
    prepared ??= rig.log.step(
      'clusters',
      () => {
        const all = readCrds(options.crds);
        // Of all environments, so that a run for one of them finds the same clusters in the cache.
        const used = usedCrds(all, [...readTree(options.tree), ...readTree(fixtureTree)]);
        return prepareClusters(rig, used.map(withoutDescriptions));
      },
      ({ crds }) => `${crds} CRDs of kinds that are used`,
    );
    return prepared;
  };
  const jobs: (() => Promise<void>)[] = [];
  for (const environment of tree) {
    const log = rig.log.named(environment.name);
    const left = chosen.flatMap(([name, part]): Due[] => {
      if (!('each' in part)) return [];
      const key = keyOf(name, part.sources, environment);
      const isKept = verdicts.recall(key, report, log.named(name));
      return isKept ? [] : [{ name, check: part.each, judge: (run) => verdicts.judge(key, report, run) }];
    });
    const named = { ...rig, log };
    if (left.length > 0)
      jobs.push(() =>
        attempt(report, `parts of ${environment.name}`, () =>
          named.scope((own) => checkInTurn(own, clusters, left, environment)),
        ),
      );
  }
  for (const [name, part] of chosen) {
    if (!('whole' in part)) continue;
    const named = { ...rig, log: rig.log.named(name) };
    const key = keyOf(name, part.sources);
    if (verdicts.recall(key, report, named.log)) continue;
    jobs.push(() =>
      verdicts.judge(key, report, (found) =>
        attempt(found, name, () => named.scope((own) => part.whole(own, clusters, tree, found))),
      ),
    );
  }
  if (!options.only && jobs.length > 0) {
    await prepareTools(rig.log.note);
    await airflowPython(rig).catch(() => undefined);
  }
  // A part waits for timers and for other programs about half of its time.
  await answering(report, rig, () => inParallel(jobs, availableParallelism() + 2, (job) => job()));
}

// The rig plays AWS and the operators: while it computes itself, Argo CD and everybody else wait for an answer.
const longestSilenceSeconds = 20;

/** Fails a run in which the rig's own computing kept its programs waiting: what they report then is not their fault. */
async function answering(report: Report, rig: Rig, run: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 100 });
  delay.enable();
  await run();
  const seconds = delay.max / 1e9;
  rig.log.note(`longest silence of the rig: ${seconds.toFixed(1)} s`);
  if (seconds > longestSilenceSeconds)
    report.failed({ where: 'the rig', why: `it answered nobody for ${seconds.toFixed(0)} s` });
}

type Due = {
  name: string;
  check: EnvironmentCheck;
  judge(run: (found: Report) => Promise<void>): Promise<void>;
};

async function checkInTurn(
  rig: Rig,
  clusters: () => Promise<Clusters>,
  due: Due[],
  environment: EnvironmentTree,
): Promise<void> {
  const { start } = await clusters();
  const cluster = await rig.log.step('API server', () => start(environment.name, rig));
  for (const [index, { name, check, judge }] of due.entries()) {
    if (index > 0) await cluster.reset();
    await judge((found) =>
      attempt(found, name, () => rig.scope((own) => check(own, cluster, environment, found))),
    );
  }
}

/** Runs a part; what it throws is a failure or, where the machine lacks something, a skip. */
async function attempt(report: Report, part: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof MissingTool) report.skipped(part, error.message);
    else report.failed({ where: part, why: error instanceof Error ? error.message : String(error) });
  }
}
