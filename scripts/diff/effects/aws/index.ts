// The list of effects on AWS. Adding one: a file beside this one, and one line here.
import type { EffectRule } from '../../change.ts';
import { cameAndWent } from './came-and-went.ts';
import { changedFields } from './changed-fields.ts';
import { compositionReach } from './compositions.ts';
import { lessProtection } from './less-protection.ts';

export const awsEffects: readonly EffectRule[] = [
  cameAndWent,
  changedFields,
  lessProtection,
  compositionReach,
];
