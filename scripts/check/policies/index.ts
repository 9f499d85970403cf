// The rules of the layer "policies". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';

export const policyRules: readonly Rule[] = [];
