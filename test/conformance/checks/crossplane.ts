// Lets the real core reconcile each environment's XRs, and compares what comes out with the previews.

import { textAt } from '../lib/json.ts';
import { wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import { type EnvironmentTree, isPreview, type Manifest } from '../lib/tree.ts';
import { inParallel } from '../lib/wait.ts';
import { type AwsProviderActor, type Progress, startAwsProviderActor } from '../parts/aws-provider-actor.ts';
import type { Cluster } from '../parts/cluster.ts';
import { startCrossplane, startFunctions } from '../parts/crossplane.ts';
import { checkDeletion } from './deletion.ts';
import { establishXrds } from './establish.ts';
import { layFoundation } from './foundation.ts';
import { comparePreviews, type Expected, expectedResources, settle, xrsOf } from './managed-resources.ts';

/** Runs the check on one environment. */
export async function checkCrossplane(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  report: Report,
): Promise<void> {
  await rig.log.step('Crossplane core and functions', async () => {
    await startFunctions(rig, cluster, ['function-patch-and-transform', 'function-auto-ready']);
    await startCrossplane(rig, cluster);
  });
  const actor = await startAwsProviderActor(cluster.client, { progress: 'nothing' });
  rig.atEnd(actor.stop);
  const wrong = new Map<string, string[]>();
  const xrs = await reconcile(rig, cluster, environment, actor, wrong);
  for (const [file, whys] of wrong) for (const why of whys) report.failed({ where: file, why });
  const good = xrs.filter(({ file }) => !wrong.has(file)).length;
  report.passed(good);
  report.tally({ what: 'XRs rendered equal', good, all: xrs.length });
}

/** Reconciles one environment in three phases; returns its XRs. What is wrong is filed under the manifest's file. */
async function reconcile(
  rig: Rig,
  cluster: Cluster,
  environment: EnvironmentTree,
  actor: AwsProviderActor,
  wrong: Map<string, string[]>,
): Promise<Manifest[]> {
  const { client } = cluster;
  const complain = (file: string, why: string) => wrong.set(file, [...(wrong.get(file) ?? []), why]);
  const ofKind = (kind: string) =>
    environment.manifests.filter((manifest) => !isPreview(manifest) && manifest.object.kind === kind);
  await layFoundation(client, environment, complain);
  await establishXrds(client, ofKind('CompositeResourceDefinition'), complain);
  for (const { file, object } of ofKind('Composition')) {
    const answer = await client.create(object);
    if (answer.status >= 400) complain(file, wordsOf(answer));
  }
  const xrs = xrsOf(environment);
  const expected = await expectedResources(client, environment, complain);
  for (const { file, object } of xrs) {
    const answer = await client.create(object);
    if (answer.status >= 400) complain(file, wordsOf(answer));
  }
  const phases: { progress: Progress; name: string }[] = [
    { progress: 'nothing', name: 'nothing observed' },
    { progress: 'partly', name: 'partly observed' },
    { progress: 'all', name: 'all ready' },
  ];
  let made = new Set<string>();
  for (const { progress, name } of phases) {
    actor.advance(progress);
    // What is wrong in one phase stays wrong in the next, and need not be said again.
    const sound = xrs.filter(({ file }) => !wrong.has(file));
    made = await rig.log.step(
      `XRs, ${name}`,
      () =>
        comparePhase(cluster, actor, sound, expected, progress, (xr, why) =>
          complain(xr.file, `${name}: ${why}${composedBy(environment, xr)}`),
        ),
      (found) => `${sound.length} XRs, ${found.size} of ${expected.size} managed resources`,
    );
  }
  for (const why of actor.complaints()) complain('the AWS provider actor', why);
  for (const [key, { file }] of expected) {
    const owners = ownersOf(key, xrs);
    if (made.has(key) || owners.some((owner) => wrong.has(owner.file))) continue;
    complain(owners[0]?.file ?? file, `Crossplane did not make what ${file} shows`);
  }
  await rig.log.step('XRs, deletion', () => checkDeletion(client, environment, xrs, complain), String);
  return xrs;
}

/** Compares all XRs of a phase at once; returns the keys of the managed resources that there are. */
async function comparePhase(
  { client }: Cluster,
  actor: AwsProviderActor,
  xrs: Manifest[],
  expected: Expected,
  progress: Progress,
  complain: (xr: Manifest, why: string) => void,
): Promise<Set<string>> {
  const seen = new Set<string>();
  await inParallel(xrs, xrs.length, async (xr) => {
    const settled = await settle(client, actor, xr.object, progress);
    if (settled.problems.length > 0) return complain(xr, settled.problems.join('; '));
    for (const why of comparePreviews(settled.managed, expected, progress !== 'all', seen)) complain(xr, why);
  });
  return seen;
}

// A managed resource is called after its XR and lives in the XR's namespace; two XRs may have one name.
function ownersOf(key: string, xrs: Manifest[]): Manifest[] {
  return xrs.filter(({ object }) =>
    key.includes(`/${object.metadata.namespace ?? ''}/${object.metadata.name}-`),
  );
}

// A mistake that shows in an XR is mostly made in its composition.
function composedBy(environment: EnvironmentTree, { object }: Manifest): string {
  const named = textAt(object, 'spec', 'crossplane', 'compositionRef', 'name');
  const compositions = environment.manifests.filter(
    ({ object: other }) =>
      other.kind === 'Composition' &&
      textAt(other, 'spec', 'compositeTypeRef', 'kind') === object.kind &&
      (named === undefined || other.metadata.name === named),
  );
  return compositions.length > 0 ? ` (composed by ${compositions.map(({ file }) => file).join(', ')})` : '';
}
