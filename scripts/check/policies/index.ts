// The rules of the layer "policies" as a list.
import type { Rule } from '../rule.ts';
import * as rules from './rules.ts';

export const policyRules: readonly Rule[] = Object.values(rules);
