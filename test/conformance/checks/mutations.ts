// Compares `check` with the API server on manifests with one mistake each: both must refuse the same ones.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { isXrd } from '../../../scripts/check/schema/xrds.ts';
import { fieldsAt, isKubeObject, textAt } from '../lib/json.ts';
import { type KubeClient, KubeError, wordsOf } from '../lib/kube-client.ts';
import type { Report } from '../lib/report.ts';
import type { Rig } from '../lib/rig.ts';
import type { EnvironmentTree } from '../lib/tree.ts';
import { inParallel } from '../lib/wait.ts';
import type { Clusters } from '../parts/cluster.ts';
import { startCrossplane } from '../parts/crossplane.ts';
import { establishXrds } from './establish.ts';
import { layFoundation } from './foundation.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import type { MutantWork, RulesBroken } from './mutation-judges.ts';
import { knownMisses } from './mutation-misses.ts';

/** As many as it takes for each mistake to meet most kinds. */
const mutantCount = 2_400;

/** What both sides say of a mutant. */
type Comparison = Mutant &
  RulesBroken & {
    /** The server's words; absent when it accepts. */
    refusal: string | undefined;
  };

/** Runs the check on the first environment: mistakes are the same in all. */
export async function checkMutations(
  rig: Rig,
  clusters: () => Promise<Clusters>,
  tree: EnvironmentTree[],
  report: Report,
  { crds, seed = 1 }: { crds: string; seed?: number | undefined },
): Promise<void> {
  const [environment] = tree;
  if (!environment) throw new Error('there is no environment to make mutants of');
  const manifests = environment.manifests.map(({ file, object }) => ({ file, manifest: object }));
  const mutants = mutantsOf(manifests, mutantCount, seed);
  const { start } = await clusters();
  const cluster = await rig.log.step('API server', () => start('mutations', rig));
  await rig.log.step('Crossplane core', () => startCrossplane(rig, cluster));
  const refuse = (file: string, why: string) => report.failed({ where: file, why });
  await layFoundation(cluster.client, environment, refuse);
  const xrds = environment.manifests.filter(({ object }) => isXrd(object));
  await establishXrds(cluster.client, xrds, refuse);

  const refusals = await rig.log.step(
    `${mutants.length} mutants`,
    () => inParallel(mutants, 12, (mutant) => refusalOf(cluster.client, mutant)),
    (words) => `${words.filter((text) => text !== '').length} refused`,
  );

  const served = await servedSchemas(rig, cluster.client);
  const broken = await rig.log.step('check of mutants', () =>
    inThread(rig, { mutants, environment, crds, served }),
  );
  const compared = mutants.flatMap((mutant, index): Comparison[] => {
    const rules = broken[index];
    return rules ? [{ ...mutant, ...rules, refusal: refusals[index] || undefined }] : [];
  });
  tell(compared, report);
}

/** Judges the mutants in a thread of their own. */
function inThread(rig: Rig, workerData: MutantWork): Promise<RulesBroken[]> {
  const thread = new Worker(new URL('./mutation-thread.ts', import.meta.url), { workerData });
  rig.atEnd(async () => {
    await thread.terminate();
  });
  return new Promise((resolve, reject) => {
    thread.once('message', (broken: RulesBroken[]) => resolve(broken));
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread that judges mutants ended without a result')));
  });
}

/** A folder with what `--schemas cluster` asks a cluster for. */
async function servedSchemas(rig: Rig, client: KubeClient): Promise<string> {
  const folder = rig.dataFolder('served-schemas');
  mkdirSync(folder, { recursive: true });
  const save = async (name: string, path: string) =>
    writeFileSync(join(folder, name), JSON.stringify(await client.call('GET', path)));
  await save('definitions.json', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const documents = Object.values(fieldsAt(await client.call('GET', '/openapi/v3'), 'paths'));
  for (const [number, document] of documents.entries())
    await save(`openapi-${number}.json`, textAt(document, 'serverRelativeURL') ?? '');
  return folder;
}

/** The server's words, or an empty text when it accepts. What is there already has been validated before. */
async function refusalOf(client: KubeClient, { text }: Mutant): Promise<string> {
  const object: unknown = JSON.parse(text);
  if (!isNamed(object)) return 'apiVersion and kind are missing';
  try {
    const namespace = isKubeObject(object) ? object.metadata.namespace : undefined;
    const folder = await client.collection(object.apiVersion, object.kind, namespace ?? 'default');
    const answer = await client.send('POST', `${folder}?fieldValidation=Strict&dryRun=All`, text);
    return answer.status >= 400 && answer.status !== 409 ? wordsOf(answer) : '';
  } catch (error) {
    if (error instanceof KubeError) return error.message;
    throw error;
  }
}

function isNamed(value: unknown): value is { apiVersion: string; kind: string } {
  const { apiVersion, kind } = Object(value);
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

function tell(compared: readonly Comparison[], report: Report): void {
  const refused = compared.filter(({ refusal }) => refusal !== undefined);
  const accepted = compared.filter(({ refusal }) => refusal === undefined);
  const names = { real: '--schemas', cluster: '--schemas cluster', embedded: 'embedded schemas' };
  for (const source of ['real', 'cluster', 'embedded'] as const) {
    const name = names[source];
    const found = refused.filter((one) => one[source].length > 0);
    report.tally({ what: `mutants found with ${name}`, good: found.length, all: refused.length });
    const byLayer = Map.groupBy(found, (one) => (one[source][0] ?? '').split('/')[0]);
    for (const [layer, ones] of byLayer)
      report.tally({ what: `  by the layer ${layer} with ${name}`, good: ones.length, all: refused.length });
    const alarms = accepted.filter((one) => one[source].some((rule) => rule.startsWith('schema/')));
    const quiet = accepted.length - alarms.length;
    report.tally({
      what: `accepted mutants without a schema error with ${name}`,
      good: quiet,
      all: accepted.length,
    });
    for (const one of alarms)
      fail(report, one, `${name} says ${one[source].join(', ')}, the server accepts it`);
  }
  for (const one of refused.filter(({ real }) => real.length === 0)) {
    const known = knownMisses.find(
      (miss) => miss.words.test(one.refusal ?? '') && miss.mistake.test(one.mistake),
    );
    if (known) report.tally({ what: `not found: ${known.reason}`, good: 1, all: 1 });
    else fail(report, one, `the server says "${one.refusal}", check nothing`);
  }
  report.passed(compared.length);
}

function fail(report: Report, { file, mistake, where }: Comparison, why: string): void {
  report.failed({ where: `${file} with "${mistake}" at ${where}`, why });
}
