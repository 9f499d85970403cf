// Checks a tree of manifests: the steps of "check", without printing, and without asking what day it is.
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';
import { assemble } from './assemble.ts';
import { emptyRun, readKnown, writeKnown } from './cache/known-run.ts';
import { CacheStore } from './cache/store.ts';
import type { EnvironmentLook, TreeLook } from './read/look.ts';
import { lookAround } from './read/look-around.ts';
import type { CheckRequest } from './request.ts';
import type { CheckResult, PartResult } from './result.ts';

/** An environment that is looked at, and the Kubernetes version that it will meet. */
interface Wanted extends EnvironmentLook {
  kubernetesVersion: string;
}

/** Checks. Throws a `FindingsError` when there is nothing to check or an environment is unknown. */
export async function check(request: CheckRequest): Promise<CheckResult> {
  const looking = request.looking ?? lookAround(request.root, request.nowMillis);
  const store = request.cache && new CacheStore(request.cache.folder, request.cache.key);
  const known = (store && readKnown(store)) ?? emptyRun();
  // While threads look at the disk, this one loads what a change will need.
  if (looking.isElsewhere) await import('./spread.ts');
  const look = await looking.result;
  const results = new Map<string, PartResult | undefined>();
  const changed: Wanted[] = [];
  for (const environment of select(request, look)) {
    const { name, state } = environment;
    const kubernetesVersion = await request.kubernetesVersionOf(name);
    const before = known.environments.get(name);
    const isSame = before?.state === state && before?.kubernetesVersion === kubernetesVersion;
    results.set(name, isSame ? before?.result : undefined);
    if (!results.get(name)) changed.push({ ...environment, kubernetesVersion });
  }
  for (const { environment, result } of await run(request, changed)) results.set(environment, result);
  const ruleIds = known.ruleIds ?? (await allRuleIds());
  if (store && changed.length > 0) {
    for (const { name, state, kubernetesVersion } of changed) {
      const result = results.get(name);
      if (state && result) known.environments.set(name, { state, kubernetesVersion, result });
      else known.environments.delete(name);
    }
    writeKnown(store, { ...known, ruleIds });
    store.prune();
  }
  return assemble(request, { look, results: complete(results), ruleIds: new Set(ruleIds) });
}

async function run(request: CheckRequest, changed: readonly Wanted[]) {
  if (changed.length === 0) return [];
  // Not imported before it is needed: rules, schemas and the YAML reader are most of the program.
  const { runEnvironments } = await import('./spread.ts');
  const { root, treeName, nowMillis, selection, schemas, cache, jobs } = request;
  const work = changed.map(({ name, kubernetesVersion, files }) => {
    return { environment: name, kubernetesVersion, root, treeName, files: files(), nowMillis };
  });
  return runEnvironments({ work, selection, schemas, cache, jobs });
}

async function allRuleIds(): Promise<string[]> {
  const { ruleTexts } = await import('./rule-texts.ts');
  return ruleTexts.map(({ id }) => id);
}

function complete(results: ReadonlyMap<string, PartResult | undefined>): Map<string, PartResult> {
  return new Map(
    [...results].map(([name, result]) => {
      if (!result) throw new Error(`Nothing came of ${name}.`);
      return [name, result];
    }),
  );
}

function select(request: CheckRequest, look: TreeLook): EnvironmentLook[] {
  const { environments, problems } = look;
  if (environments.length + problems.length === 0) throw new FindingsError([nothingToCheck(request, look)]);
  if (!request.environments) return environments;
  const names = environments.map(({ name }) => name).filter(Boolean);
  const unknown = request.environments.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new FindingsError(unknown.map((name) => unknownEnvironment(request, name, names)));
  const selected = new Set(request.environments);
  return environments.filter(({ name }) => selected.has(name));
}

function nothingToCheck({ treeName }: CheckRequest, { others }: TreeLook): Finding {
  return {
    rule: 'check/nothing-to-check',
    severity: 'error',
    where: { file: treeName },
    what: `There is no manifest: ${others === 0 ? 'the folder is empty' : `none of its ${others} files ends in .yaml, .yml or .json`}.`,
    why: 'A check of nothing would always pass.',
    fix: 'Give the folder of the manifests with --path, or run "npm run generate" first.',
  };
}

function unknownEnvironment({ treeName }: CheckRequest, name: string, names: readonly string[]): Finding {
  return {
    rule: 'check/unknown-environment',
    severity: 'error',
    where: { file: treeName },
    what: `There is no environment ${JSON.stringify(name)}.`,
    why: `An environment is a folder of ${treeName} with manifests in folders of applications.`,
    fix: `${didYouMean(name, names)}accepted: ${names.join(', ') || 'none'}`,
  };
}
