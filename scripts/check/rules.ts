// The list of rules. Adding one: a file in the folder of its layer, and one line in that folder's index.
import { crossplaneRules } from './crossplane/index.ts';
import { policyRules } from './policies/index.ts';
import { referenceRules } from './references/index.ts';
import type { Rule } from './rule.ts';
import { semanticRules } from './semantics/index.ts';

export const rules: readonly Rule[] = [
  ...semanticRules,
  ...referenceRules,
  ...crossplaneRules,
  ...policyRules,
];
