// Runs the rules in CEL that a walk has come upon.
import type { Shape } from '../shape.ts';
import type { CelRule } from '../structural.ts';
import { type Findings, pathText, type RuleSite } from '../walk.ts';
import { correlated, noOld } from './old-value.ts';
import { evaluateCel, isTransition, type Variables } from './program.ts';
import { celValue } from './value.ts';

/** Adds a problem for every rule that `after` breaks. `before` is the object that was there; absent at a creation. */
export function judgeRules(root: Shape, found: Findings, after: unknown, before?: unknown): void {
  for (const site of found.sites) {
    const old = before === undefined ? noOld : correlated(root, before, after, site.path);
    let variables: Variables | undefined;
    for (const rule of site.shape.rules) {
      const transition = isTransition(rule.rule);
      // Without an old value there is no transition: the server skips the rule, and so do we.
      if (transition && old === noOld && !rule.optionalOldSelf) continue;
      variables ??= variablesOf(site, old);
      judgeRule(rule, site, optionalIfAsked(rule, variables, old), found);
    }
  }
}

function variablesOf(site: RuleSite, old: unknown): Variables {
  const self = celValue(site.shape, site.value);
  return old === noOld ? { self } : { self, oldSelf: celValue(site.shape, old) };
}

function optionalIfAsked(rule: CelRule, variables: Variables, old: unknown): Variables {
  if (!rule.optionalOldSelf) return variables;
  const made = evaluateCel(old === noOld ? 'optional.none()' : 'optional.of(oldSelf)', variables);
  return 'value' in made ? { ...variables, oldSelf: made.value } : variables;
}

function judgeRule(rule: CelRule, site: RuleSite, variables: Variables, found: Findings): void {
  const outcome = evaluateCel(rule.rule, variables);
  if ('unsupported' in outcome) {
    found.notEvaluated.add(`rule ${rule.rule} (${outcome.unsupported})`);
    return;
  }
  if ('value' in outcome && outcome.value === true) return;
  const fails = 'error' in outcome ? `, which fails: ${outcome.error}` : '';
  found.problems.push({
    rule: 'schema/cel',
    path: `${pathText(site.path)}${rule.fieldPath ?? ''}`.replace(/^\./, ''),
    what: messageOf(rule, variables),
    fix: `It must hold: ${oneLine(rule.rule)}${fails}.`,
  });
}

function messageOf(rule: CelRule, variables: Variables): string {
  if (rule.messageExpression) {
    const made = evaluateCel(rule.messageExpression, variables);
    if ('value' in made && typeof made.value === 'string' && made.value.trim()) return made.value;
  }
  return rule.message?.trim() || 'breaks a rule of its kind';
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
