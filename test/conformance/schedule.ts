// Runs the parts: those that look at one environment in turn on its cluster, everything else beside them.

import { availableParallelism } from 'node:os';
import type { Report } from './lib/report.ts';
import type { Rig } from './lib/rig.ts';
import { goBuildNames, goTools, MissingTool } from './lib/tools.ts';
import { type EnvironmentTree, readTree } from './lib/tree.ts';
import { inParallel } from './lib/wait.ts';
import type { Options, PartName } from './options.ts';
import { type Cluster, type Clusters, prepareClusters } from './parts/cluster.ts';
import { readCrds, usedCrds, withoutDescriptions } from './parts/crds.ts';
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

/** One part: `--only` takes its name. */
export type Part = { each: EnvironmentCheck } | { whole: WholeCheck };

/** Runs the parts that `options` ask for, and adds their results to the report. */
export async function runParts(
  rig: Rig,
  parts: { [part in PartName]: Part },
  options: Options,
  tree: EnvironmentTree[],
  report: Report,
): Promise<void> {
  const chosen = Object.entries(parts).filter(([name]) => !options.only || name === options.only);
  // Nothing that is timed runs beside a compiler. What cannot be had is reported by the parts that need it.
  if (!options.only)
    for (const name of goBuildNames) await goTools(name, rig.log.note).catch(() => undefined);
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
  const each = chosen.flatMap(([name, part]) => ('each' in part ? [{ name, check: part.each }] : []));
  const ofEnvironments = tree.map((environment) => async () => {
    const named = { ...rig, log: rig.log.named(environment.name) };
    await attempt(report, `parts of ${environment.name}`, () =>
      named.scope((own) => checkInTurn(own, clusters, each, environment, report)),
    );
  });
  const ofAll = chosen.flatMap(([name, part]) => {
    if (!('whole' in part)) return [];
    const named = { ...rig, log: rig.log.named(name) };
    return [() => attempt(report, name, () => named.scope((own) => part.whole(own, clusters, tree, report)))];
  });
  const jobs = each.length > 0 ? [...ofEnvironments, ...ofAll] : ofAll;
  // A part waits for timers and for other programs about half of its time.
  await inParallel(jobs, availableParallelism() + 2, (job) => job());
}

async function checkInTurn(
  rig: Rig,
  clusters: () => Promise<Clusters>,
  checks: { name: string; check: EnvironmentCheck }[],
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  const { start } = await clusters();
  const cluster = await rig.log.step('API server', () => start(environment.name, rig));
  for (const [index, { name, check }] of checks.entries()) {
    if (index > 0) await cluster.reset();
    await attempt(report, name, () => rig.scope((own) => check(own, cluster, environment, report)));
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
