// The rules of the layer "crossplane". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { compositionRef, compositionType, readiness } from './composite-resources.ts';
import { keyReference } from './key-references.ts';
import { activation, packageVersion, providerConfig, providerPackage } from './packages.ts';
import { patchPath, patchRequired, patchType } from './patches.ts';
import { deletableData, unprotected, usageTarget } from './protection.ts';
import { statusNeverFilled, statusUnfilled } from './status.ts';

export const crossplaneRules: readonly Rule[] = [
  compositionRef,
  compositionType,
  readiness,
  keyReference,
  activation,
  providerPackage,
  packageVersion,
  providerConfig,
  patchPath,
  patchType,
  patchRequired,
  usageTarget,
  unprotected,
  deletableData,
  statusNeverFilled,
  statusUnfilled,
];
