// Lets the real core reconcile each environment's XRs, and compares what comes out with the previews.

import { nameOf } from '../lib/json.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview } from '../lib/tree.ts';
import { type AwsProviderActor, type Progress, startAwsProviderActor } from '../parts/aws-provider-actor.ts';
import type { Cluster, Clusters } from '../parts/cluster.ts';
import { type PatchFunction, startCrossplane, startFunctions } from '../parts/crossplane.ts';
import { checkDeletion } from './deletion.ts';
import { establishXrds } from './establish.ts';
import { layFoundation } from './foundation.ts';
import {
  comparePreviews,
  type Expected,
  expectedResources,
  incompleteStatus,
  settle,
  xrsOf,
} from './managed-resources.ts';

/** What a program's answer counts for, in the report. */
export function patchFunctionRemark(patchFunction: PatchFunction): { remark?: string } {
  return patchFunction === 'real'
    ? {}
    : { remark: 'by the stand-in, not by function-patch-and-transform itself' };
}

/** Runs the check over all environments, each on a cluster of its own. */
export async function checkCrossplane(
  rig: Rig,
  clusters: Clusters,
  tree: EnvironmentTree[],
  report: Report,
  patchFunction: PatchFunction,
): Promise<void> {
  let good = 0;
  let all = 0;
  for (const environment of tree) {
    const cluster = await rig.log.step(`API server for ${environment.name}`, () =>
      clusters.start(`${environment.name}-xrs`),
    );
    const functions = await rig.log.step('Crossplane functions', () =>
      startFunctions(rig, cluster, ['function-patch-and-transform', 'function-auto-ready'], patchFunction),
    );
    const crossplane = await rig.log.step('Crossplane core', () => startCrossplane(rig, cluster));
    const actor = await startAwsProviderActor(cluster.client, { progress: 'nothing' });
    const wrong = new Map<string, string[]>();
    const count = await reconcile(rig, cluster, environment, actor, wrong);
    for (const [where, whys] of wrong) for (const why of whys) report.failed({ where, why });
    good += Math.max(0, count - wrong.size);
    all += count;
    await actor.stop();
    await crossplane.stop();
    await functions.stop();
    await cluster.stop();
  }
  report.passed(good);
  report.tally({ what: 'XRs rendered equal', good, all, ...patchFunctionRemark(patchFunction) });
}

/** Reconciles one environment in three phases; returns how many XRs it has. */
async function reconcile(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  actor: AwsProviderActor,
  wrong: Map<string, string[]>,
): Promise<number> {
  const { client } = cluster;
  const complain = (where: string, why: string) => {
    const whys = wrong.get(where) ?? [];
    // What is wrong in one phase is mostly wrong in the next.
    if (!whys.includes(why)) wrong.set(where, [...whys, why]);
  };
  const ofKind = (kind: string) =>
    environment.manifests.filter((manifest) => !isPreview(manifest) && manifest.object.kind === kind);
  await layFoundation(client, environment, complain);
  await establishXrds(client, ofKind('CompositeResourceDefinition'), complain);
  for (const { file, object } of ofKind('Composition')) {
    const answer = await client.create(object);
    if (answer.status >= 400) complain(file, JSON.stringify(answer.body));
  }
  const xrs = xrsOf(environment);
  const expected = await expectedResources(client, environment, complain);
  for (const { file, object } of xrs) {
    const answer = await client.create(object);
    if (answer.status >= 400) complain(file, JSON.stringify(answer.body));
  }
  const phases: { progress: Progress; name: string }[] = [
    { progress: 'nothing', name: 'nothing observed' },
    { progress: 'partly', name: 'partly observed' },
    { progress: 'all', name: 'all ready' },
  ];
  for (const { progress, name } of phases) {
    actor.advance(progress);
    await rig.log.step(
      `${environment.name}, ${name}`,
      () => comparePhase(cluster, xrs, expected, progress, name, complain),
      (found) => `${xrs.length} XRs, ${found} of ${expected.size} managed resources`,
    );
  }
  await rig.log.step(
    `${environment.name}, deletion`,
    () => checkDeletion(client, environment, xrs, complain),
    String,
  );
  return xrs.length;
}

async function comparePhase(
  { client }: Cluster,
  xrs: ReturnType<typeof xrsOf>,
  expected: Expected,
  progress: Progress,
  phase: string,
  complain: (where: string, why: string) => void,
): Promise<number> {
  let found = 0;
  const seen = new Set<string>();
  for (const xr of xrs) {
    const settled = await settle(client, xr.object, progress);
    for (const why of settled.problems) complain(xr.file, `${phase}: ${why}`);
    found += settled.managed.length;
    for (const why of comparePreviews(settled.managed, expected, progress !== 'all', seen))
      complain(xr.file, why);
    if (progress === 'all')
      for (const why of await incompleteStatus(client, settled.xr)) complain(xr.file, `${phase}: ${why}`);
  }
  if (progress === 'all')
    for (const [key, { file, object }] of expected)
      if (!seen.has(key)) complain(file, `Crossplane made no ${nameOf(object)} from any XR`);
  return found;
}
