// The list of effect rules. Adding one: a file of its subject in this folder (or in a folder below), and one line here.
import type { EffectRule } from '../change.ts';
import { accessEffects } from './access/index.ts';
import { awsEffects } from './aws/index.ts';
import { clusterEffects } from './cluster/index.ts';
import { costLimits, paidResources } from './cost.ts';
import { createdObjects, deletedObjects } from './objects.ts';

/** What differs between two environments: nothing is going to happen to either of them. */
export const comparisonRules: readonly EffectRule[] = [costLimits, ...accessEffects];

/** What a change will do. */
export const effectRules: readonly EffectRule[] = [
  createdObjects,
  deletedObjects,
  ...awsEffects,
  costLimits,
  paidResources,
  ...clusterEffects,
  ...accessEffects,
];
