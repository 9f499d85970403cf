// Lines such as `Accepts: cluster/rolling-restart Deployment airflow/scheduler` by which people accept an effect.
import type { Finding } from '../../envs/finding.ts';
import { type Effect, type Level, levels } from './change.ts';
import type { Acknowledgement } from './report.ts';

/** Acknowledgements of a text, and what is wrong with lines that look like some. */
export interface ReadAcknowledgements {
  readonly acknowledgements: readonly Acknowledgement[];
  readonly problems: readonly Finding[];
}

const line = /^[\s>*-]*Accepts:\s*(.*?)\s*$/i;
const form = /^([a-z0-9-]+(?:\/[a-z0-9-]+)+)\s+(\S+(?:\s+\S+)?)(?:\s+in\s+([a-z][-a-z0-9]*))?$/;

/**
 * Reads the lines `Accepts: RULE OBJECT [in ENVIRONMENT]` of a pull request's text; other lines are nobody's business.
 * OBJECT is `Kind name` or `Kind namespace/name`. `ruleIds` are the rules there are.
 */
export function readAcknowledgements(
  text: string,
  file: string,
  ruleIds: readonly string[],
): ReadAcknowledgements {
  const acknowledgements: Acknowledgement[] = [];
  const problems: Finding[] = [];
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const rest = line.exec(written)?.[1];
    if (rest === undefined) continue;
    const [, rule, object, environment] = form.exec(rest.replaceAll('`', '')) ?? [];
    const problem = (what: string, fix: string) =>
      problems.push({
        rule: 'diff/acknowledgement',
        severity: 'error',
        where: { file: `${file}:${index + 1}` },
        what,
        why: 'A line that accepts nothing would let its author believe that the effect is accepted.',
        fix,
      });
    if (!rule || !object) {
      problem(
        `${JSON.stringify(written.trim())} can't be read.`,
        'Write: Accepts: RULE Kind namespace/name, and "in ENVIRONMENT" behind it where only one is meant.',
      );
    } else if (!ruleIds.includes(rule)) {
      problem(`There is no rule ${JSON.stringify(rule)}.`, `Use one of ${[...ruleIds].sort().join(', ')}.`);
    } else {
      acknowledgements.push({
        rule,
        object: object.replace(/\s+/g, ' '),
        ...(environment ? { environment } : {}),
        text: written.trim(),
      });
    }
  }
  return { acknowledgements, problems };
}

/** The acknowledgement that accepts an effect. What is blocked can't be accepted: it would not happen. */
export function acceptedBy(
  effect: Effect,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  if (effect.level === 'blocked') return undefined;
  return acknowledgements.find(
    ({ rule, object, environment }) =>
      rule === effect.rule &&
      object === effect.object &&
      (environment === undefined || environment === effect.environment),
  );
}

/** True when `level` is at least as bad as `limit`. */
export function isAtLeast(level: Level, limit: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(limit);
}
