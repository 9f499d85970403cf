// The rules of the layer "references". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';

export const referenceRules: readonly Rule[] = [];
