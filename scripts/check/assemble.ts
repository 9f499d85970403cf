// Puts together what came of all environments: counts it, and holds back what is waived or was not asked for.
import type { Waiver } from '../../envs/waivers.ts';
import { type CheckFinding, compareFindings, findingOf } from './finding.ts';
import type { ListingProblem } from './read/list-files.ts';
import type { TreeLook } from './read/look.ts';
import { inputRules } from './read/rules.ts';
import type { CheckRequest } from './request.ts';
import { addCoverage, type CheckResult, type Counts, emptyCoverage, type PartResult } from './result.ts';
import { isSelected } from './selection.ts';
import { waive } from './waive.ts';

/** What came of the parts of a run. */
export interface Outcomes {
  look: Pick<TreeLook, 'problems' | 'others'>;
  /** Names of the environments that were asked for, with what came of them. */
  results: ReadonlyMap<string, PartResult>;
  /** Names of all rules, to tell waivers of rules that do not exist. */
  ruleIds: ReadonlySet<string>;
}

/** The result of a run. Pure: the day is part of the request. */
export function assemble(request: CheckRequest, { look, results, ruleIds }: Outcomes): CheckResult {
  const environments = [...results.keys()];
  const coverage = emptyCoverage();
  const found = look.problems
    .filter(({ path }) => !request.environments || environments.includes(path.split('/')[0] ?? ''))
    .map((problem) => listingFinding(request, problem));
  for (const result of results.values()) {
    addCoverage(coverage, result.coverage);
    for (const finding of result.findings) found.push(finding);
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
    ruleIds,
    isInScope: (waiver) => isInScope(request, environments, waiver),
  });
  return {
    path: request.treeName,
    environments: environments.filter(Boolean),
    coverage,
    otherFiles: look.others,
    allowedUnknown,
    findings: findings
      .filter(({ rule, layer }) => isSelected(request.selection, { id: rule, layer }))
      .sort(compareFindings),
    waived,
  };
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

function listingFinding({ treeName }: CheckRequest, { rule, path, what }: ListingProblem): CheckFinding {
  const text = inputRules.find(({ id }) => id === rule);
  if (!text) throw new Error(`${rule} is not in the list of rules.`);
  return findingOf(text, { file: `${treeName}/${path}`, environment: '', what });
}
