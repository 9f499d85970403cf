// The rules of the layer "crossplane". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';

export const crossplaneRules: readonly Rule[] = [];
