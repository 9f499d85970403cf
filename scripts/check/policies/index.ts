// The rules of the layer "policies". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { memoryLimit, requests } from './amounts.ts';
import { hostNamespaces, hostPath, hostPort } from './host-access.ts';
import { imageDigest, movingTag, registry } from './images.ts';
import { capabilities, privileged, privilegeEscalation, seccomp } from './privileges.ts';
import { livenessProbe, readinessProbe } from './probes.ts';
import { accountToken, defaultNamespace, defaultServiceAccount, tokenAutomount } from './service-accounts.ts';
import { highUser, nonRoot, readOnlyRoot } from './users.ts';

export const policyRules: readonly Rule[] = [
  privileged,
  privilegeEscalation,
  capabilities,
  seccomp,
  nonRoot,
  highUser,
  readOnlyRoot,
  hostNamespaces,
  hostPort,
  hostPath,
  imageDigest,
  movingTag,
  registry,
  requests,
  memoryLimit,
  livenessProbe,
  readinessProbe,
  defaultServiceAccount,
  defaultNamespace,
  tokenAutomount,
  accountToken,
];
