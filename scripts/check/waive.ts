// Holds back the findings that somebody accepted for a time, and reports waivers that are over or match nothing.
import type { Waiver } from '../../envs/waivers.ts';
import { type CheckFinding, findingOf } from './finding.ts';
import type { WaivedFinding } from './result.ts';
import type { RuleText } from './rule.ts';

const shared = { layer: 'waivers' } as const;

const expired: RuleText = {
  ...shared,
  id: 'waivers/expired',
  severity: 'error',
  title: 'No waiver is past its last day',
  why: 'Its findings count again since that day.',
  fix: 'Correct what it waives and remove it, or decide again and set another day.',
};
const unused: RuleText = {
  ...shared,
  id: 'waivers/unused',
  severity: 'warning',
  title: 'Every waiver matches a finding',
  why: 'What it waives is gone, or its object has another name now. It would hide the next finding of this kind.',
  fix: 'Remove it, or correct the object that it names.',
};
const invalid: RuleText = {
  ...shared,
  id: 'waivers/invalid',
  severity: 'error',
  title: 'Waivers name a rule, an object, a reason and a day',
  why: 'It waives nothing.',
  fix: 'Correct the waiver. Rules: npm run check -- list rules',
};

export const waiverRules: readonly RuleText[] = [expired, unused, invalid];

/** What waivers are compared with. */
export interface WaiverContext {
  /** File of the list, as messages show it. */
  file: string;
  /** As `2026-11-22`. */
  today: string;
  /** Names of all rules. */
  ruleIds: ReadonlySet<string>;
  /** True when this run could have found what the waiver waives. */
  isInScope(waiver: Waiver): boolean;
}

/** Findings that count, and those that are waived. Pure: the day is an input. */
export function waive(
  findings: readonly CheckFinding[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): { findings: CheckFinding[]; waived: WaivedFinding[] } {
  const reports: CheckFinding[] = [];
  const report = (rule: RuleText, index: number, what: string) =>
    reports.push(findingOf(rule, { file: context.file, path: `waivers[${index}]`, environment: '', what }));
  const used = new Set<Waiver>();
  const live = waivers.filter((waiver, index) => {
    const problem = problemOf(waiver, context.ruleIds);
    if (problem) report(invalid, index, problem);
    else if (waiver.until < context.today)
      report(expired, index, `${describe(waiver)} ended on ${waiver.until}.`);
    else return true;
    return false;
  });
  const byRule = Map.groupBy(live, ({ rule }) => rule);
  const counted: CheckFinding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of findings) {
    const waiver = byRule.get(finding.rule)?.find((one) => matches(one, finding));
    if (!waiver) counted.push(finding);
    else {
      used.add(waiver);
      waived.push({ finding, reason: waiver.reason, until: waiver.until });
    }
  }
  for (const [index, waiver] of waivers.entries()) {
    if (live.includes(waiver) && !used.has(waiver) && context.isInScope(waiver)) {
      report(unused, index, `${describe(waiver)} matches no finding.`);
    }
  }
  return { findings: [...counted, ...reports], waived };
}

/** True when a waiver is for a finding of its rule. */
function matches(waiver: Waiver, { environment, object, where }: CheckFinding): boolean {
  return (
    (waiver.environment === undefined || waiver.environment === environment) &&
    waiver.kind === object?.kind &&
    waiver.namespace === object.namespace &&
    matchesName(waiver.name, object.name) &&
    (waiver.path === undefined || waiver.path === where.path)
  );
}

function matchesName(wanted: string, name: string | undefined): boolean {
  const star = wanted.indexOf('*');
  if (star < 0 || name === undefined) return wanted === name;
  const [before, after] = [wanted.slice(0, star), wanted.slice(star + 1)];
  return name.length >= wanted.length - 1 && name.startsWith(before) && name.endsWith(after);
}

function problemOf(
  { rule, reason, until, kind, name }: Waiver,
  ruleIds: ReadonlySet<string>,
): string | undefined {
  if (!ruleIds.has(rule)) return `There is no rule ${JSON.stringify(rule)}.`;
  if (!kind || !name || name === '*') return 'It names no object.';
  if (reason.trim() === '') return 'It gives no reason.';
  // `2027-02-31` is read as a day in March.
  const day = new Date(`${until}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(day.getTime());
  if (!isDay || day.toISOString().slice(0, 10) !== until) {
    return `${JSON.stringify(until)} is no day. Write it as "2027-03-31".`;
  }
  return undefined;
}

function describe({ rule, environment, kind, namespace, name }: Waiver): string {
  const place = namespace ? `${namespace}/${name}` : name;
  return `The waiver of ${rule} for ${kind} ${place}${environment ? ` in ${environment}` : ''}`;
}
