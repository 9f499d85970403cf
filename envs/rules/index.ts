// The list of rules beyond the schema. Adding one: a file beside this one, and one line here.
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];
