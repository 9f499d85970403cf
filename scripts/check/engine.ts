// Checks a tree of manifests: the steps of "check", without printing, and without asking what day it is.
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { didYouMean } from '../../envs/validate/did-you-mean.ts';
import type { Waiver } from '../../envs/waivers.ts';
import { stateHash } from './cache/disk-state.ts';
import { CacheStore } from './cache/store.ts';
import type { EnvironmentOutcome, EnvironmentWork } from './environment-run.ts';
import { type CheckFinding, compareFindings, findingOf } from './finding.ts';
import { type Listing, listFiles } from './read/list-files.ts';
import { inputRules } from './read/rules.ts';
import { addCoverage, type CheckResult, type Counts, emptyCoverage } from './result.ts';
import type { Selection } from './selection.ts';
import { environmentsOf } from './tree.ts';

/** What to check, and with what. */
export interface CheckRequest {
  /** Absolute path of the tree, or of a single file. */
  root: string;
  /** The tree as messages show it, for example `generated`. */
  treeName: string;
  /** Only these environments; all of them when absent. */
  environments?: readonly string[];
  selection: Selection;
  /** Folder of custom resource definitions; absent for the embedded schemas alone. */
  schemas?: string;
  /** Kinds that need no schema, as `example.com/Widget`; kinds of the core group as `/Widget`. */
  allowUnknown: readonly string[];
  /** Kubernetes version of an environment, for example `1.35`. */
  kubernetesVersionOf(environment: string): string | Promise<string>;
  waivers: readonly Waiver[];
  /** File of the waivers, as messages show it. */
  waiversFile: string;
  /** As `2026-11-22`. */
  today: string;
  /** Milliseconds since 1970, to tell files that have just been changed from others. */
  nowMillis: number;
  /** Where to keep what was found, and under which key; absent for a run without a cache. */
  cache?: { folder: string; key: string };
  /** Number of threads; chosen by the number of files when absent. */
  jobs?: number;
}

/** What the cache keeps of an environment that has not changed. */
interface Known {
  state: string;
  kubernetesVersion: string;
  result: EnvironmentOutcome['result'];
}

/** Checks. Throws a `FindingsError` when there is nothing to check or an environment is unknown. */
export async function check(request: CheckRequest): Promise<CheckResult> {
  const listing = listFiles(request.root);
  const environments = select(request, listing);
  const store = request.cache && new CacheStore(request.cache.folder, request.cache.key);
  const known = store?.read('environments', isKnown) ?? {};
  const outcomes = new Map<string, EnvironmentOutcome['result']>();
  const work: EnvironmentWork[] = [];
  const versions = new Map<string, string>();
  for (const { name, files } of environments) {
    const { root, treeName, nowMillis } = request;
    const kubernetesVersion = await request.kubernetesVersionOf(name);
    versions.set(name, kubernetesVersion);
    const before = known[name];
    const isSame =
      before?.kubernetesVersion === kubernetesVersion && before.state === stateHash(root, files, nowMillis);
    if (isSame) outcomes.set(name, before.result);
    else work.push({ environment: name, kubernetesVersion, root, treeName, files, nowMillis });
  }
  if (work.length > 0) {
    // Not imported before it is needed: rules, schemas and the YAML reader are most of the program.
    const { runEnvironments } = await import('./spread.ts');
    const { selection, schemas, cache, jobs } = request;
    for (const outcome of await runEnvironments({ work, selection, schemas, cache, jobs })) {
      const { environment, result, state } = outcome;
      outcomes.set(environment, result);
      if (state) known[environment] = { state, kubernetesVersion: versions.get(environment) ?? '', result };
      else delete known[environment];
    }
    store?.write('environments', known);
    store?.prune();
  }
  return assemble(
    request,
    listing,
    environments.map(({ name }) => name),
    outcomes,
  );
}

function select(request: CheckRequest, listing: Listing) {
  if (listing.files.length + listing.problems.length === 0) {
    throw new FindingsError([nothingToCheck(request, listing)]);
  }
  const all = environmentsOf(listing.files);
  if (!request.environments) return all;
  const names = all.map(({ name }) => name).filter(Boolean);
  const unknown = request.environments.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new FindingsError(unknown.map((name) => unknownEnvironment(request, name, names)));
  const selected = new Set(request.environments);
  return all.filter(({ name }) => selected.has(name));
}

async function assemble(
  request: CheckRequest,
  listing: Listing,
  environments: readonly string[],
  outcomes: ReadonlyMap<string, EnvironmentOutcome['result']>,
): Promise<CheckResult> {
  const { isSelected } = await import('./selection.ts');
  const { waive } = await import('./waive.ts');
  const coverage = emptyCoverage();
  const found = listing.problems
    .filter(({ path }) => !request.environments || environments.includes(path.split('/')[0] ?? ''))
    .map((problem) => listingFinding(request, problem));
  for (const name of environments) {
    const result = outcomes.get(name);
    if (!result) throw new Error(`Nothing came of ${name}.`);
    addCoverage(coverage, result.coverage);
    found.push(...result.findings);
  }
  const allowedUnknown: Counts = {};
  for (const [name, number] of Object.entries(coverage.unknown)) {
    if (isAllowed(request.allowUnknown, name)) allowedUnknown[name] = number;
  }
  const counted = found.filter(
    ({ rule, layer, object }) =>
      isSelected(request.selection, { id: rule, layer }) &&
      !(rule === 'schema/unknown-kind' && object && `${object.apiVersion} ${object.kind}` in allowedUnknown),
  );
  const { findings, waived } = waive(counted, request.waivers, {
    file: request.waiversFile,
    today: request.today,
    ruleIds: request.waivers.length > 0 ? await allRuleIds() : new Set(),
    isInScope: (waiver) => isInScope(request, environments, waiver),
  });
  return {
    path: request.treeName,
    environments: environments.filter(Boolean),
    coverage,
    otherFiles: listing.others,
    allowedUnknown,
    findings: findings
      .filter(({ rule, layer }) => isSelected(request.selection, { id: rule, layer }))
      .sort(compareFindings),
    waived,
  };
}

/** Not imported before it is needed: it loads every rule. */
async function allRuleIds(): Promise<Set<string>> {
  const { ruleTexts } = await import('./rule-texts.ts');
  return new Set(ruleTexts.map(({ id }) => id));
}

/** A waiver for something that this run does not look at is neither used nor unused. */
function isInScope(
  request: CheckRequest,
  environments: readonly string[],
  { environment, rule }: Waiver,
): boolean {
  const { only, skip } = request.selection;
  if (only.length + skip.length > 0) {
    const layer = rule.split('/')[0] ?? '';
    const isIn = (names: readonly string[]) => names.includes(rule) || names.includes(layer);
    if (isIn(skip) || (only.length > 0 && !isIn(only))) return false;
  }
  return environment === undefined ? !request.environments : environments.includes(environment);
}

/** `name` is an apiVersion and a kind; the version does not count. */
function isAllowed(allowed: readonly string[], name: string): boolean {
  const [apiVersion = '', kind = ''] = name.split(' ');
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return allowed.includes(`${group}/${kind}`);
}

function listingFinding(
  { treeName }: CheckRequest,
  { rule, path, what }: Listing['problems'][number],
): CheckFinding {
  const text = inputRules.find(({ id }) => id === rule);
  if (!text) throw new Error(`${rule} is not in the list of rules.`);
  return findingOf(text, { file: `${treeName}/${path}`, environment: '', what });
}

function nothingToCheck({ treeName }: CheckRequest, { others }: Listing): Finding {
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

function isKnown(value: unknown): value is Record<string, Known> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
