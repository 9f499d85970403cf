// The rules of the layer "policies". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { memoryLimit, requests } from './amounts.ts';
import { eksEndpoint, eksLogs, eksSecrets, instanceMetadata, movingImage, nodeVolumes } from './cluster.ts';
import {
  bucketProtection,
  cacheEncryption,
  databaseEncryption,
  fileSystemEncryption,
  keyRotation,
  logRetention,
  openSecurityGroup,
  ownKey,
} from './data-stores.ts';
import { blockingBudget, budgetSanity } from './disruptions.ts';
import { hostNamespaces, hostPath, hostPort } from './host-access.ts';
import {
  iamDocument,
  iamEscalation,
  iamPassRole,
  iamWildcardAction,
  iamWildcardResource,
} from './iam/permissions.ts';
import { iamAttachment, iamPublic, iamService, iamWorkloadTrust } from './iam/trust.ts';
import { imageDigest, movingTag, registry } from './images.ts';
import { exposedService, ingressHeaders, ingressHttps, ingressScheme } from './ingress.ts';
import {
  jobLifetime,
  namespaceLimits,
  networkPolicyCoverage,
  openNetworkPolicy,
  podSecurityLabel,
} from './namespaces.ts';
import { gpuToleration, poolExpiry, poolLimits } from './node-pools.ts';
import { capabilities, privileged, privilegeEscalation, seccomp } from './privileges.ts';
import { livenessProbe, readinessProbe } from './probes.ts';
import { rbacBinding, rbacEscalation, rbacPods, rbacSecrets, rbacWildcard } from './rbac.ts';
import { credential, secretInConfigMap, secretInEnvironment, secretInGit } from './secrets.ts';
import { servedVersions } from './served-versions.ts';
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
  credential,
  secretInConfigMap,
  secretInEnvironment,
  secretInGit,
  rbacBinding,
  rbacEscalation,
  rbacPods,
  rbacSecrets,
  rbacWildcard,
  jobLifetime,
  namespaceLimits,
  networkPolicyCoverage,
  openNetworkPolicy,
  podSecurityLabel,
  blockingBudget,
  budgetSanity,
  gpuToleration,
  poolExpiry,
  poolLimits,
  exposedService,
  ingressHeaders,
  ingressHttps,
  ingressScheme,
  eksEndpoint,
  eksLogs,
  eksSecrets,
  instanceMetadata,
  movingImage,
  nodeVolumes,
  bucketProtection,
  cacheEncryption,
  databaseEncryption,
  fileSystemEncryption,
  keyRotation,
  logRetention,
  openSecurityGroup,
  ownKey,
  iamDocument,
  iamEscalation,
  iamPassRole,
  iamWildcardAction,
  iamWildcardResource,
  iamAttachment,
  iamPublic,
  iamService,
  iamWorkloadTrust,
  servedVersions,
];
