// The rules of the layer "semantics". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';

export const semanticRules: readonly Rule[] = [];
