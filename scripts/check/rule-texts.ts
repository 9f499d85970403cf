// Everything that `check` can report: the rules, and what reading, schemas and waivers report by themselves.
import { inputRules } from './read/rules.ts';
import type { RuleText } from './rule.ts';
import { rules } from './rules.ts';
import { schemaRules } from './schema/rules.ts';
import { waiverRules } from './waive.ts';

/** In the order of the layers. */
export const ruleTexts: readonly RuleText[] = [...inputRules, ...schemaRules, ...rules, ...waiverRules];
