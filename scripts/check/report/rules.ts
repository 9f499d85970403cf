// Shows rules: the list of all, and everything about one.
import type { RuleText } from '../rule.ts';

/** One line for each rule, in the order of the layers. */
export function ruleList(texts: readonly RuleText[]): string {
  const width = Math.max(...texts.map(({ id }) => id.length));
  return texts
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}`)
    .join('\n');
}

/** What the rule checks, why, and what to do. */
export function ruleExplanation({ id, severity, title, why, fix, standards }: RuleText): string {
  const lines = [`${id} (${severity})`, `  ${title}.`, `  why: ${why}`, `  fix: ${fix}`];
  if (standards && standards.length > 0) lines.push(`  also: ${standards.join(', ')}`);
  lines.push(`  skip it: npm run check -- --skip ${id}`);
  return lines.join('\n');
}
