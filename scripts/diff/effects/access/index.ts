// The list of effects on who may do and reach what. Adding one: a file beside this one, and one line here.
import type { EffectRule } from '../../change.ts';
import { exposure } from './exposure.ts';
import { awsRights } from './iam.ts';
import { podReach } from './network-policies.ts';
import { kubernetesRights } from './rbac.ts';
import { resourcePolicies } from './resource-policies.ts';
import { securityGroups } from './security-groups.ts';

export const accessEffects: readonly EffectRule[] = [
  kubernetesRights,
  awsRights,
  resourcePolicies,
  podReach,
  securityGroups,
  exposure,
];
