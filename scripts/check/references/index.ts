// The rules of the layer "references". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { admissionPolicy } from './admission.ts';
import { applicationPath, applicationProject, projectKinds, unsyncedFolder } from './applications.ts';
import { scaledTwice, scaleTarget, triggerAuthentication } from './autoscaling.ts';
import { configMap, configMapKey, secret, secretKey } from './config-and-secrets.ts';
import { externalSecretKey, generator, secretStore } from './external-secrets.ts';
import { accountOfRole, roleOfAccount } from './identities.ts';
import { ingressBackend, ingressClass } from './ingresses.ts';
import { keyAlias } from './keys.ts';
import { metric } from './metrics.ts';
import { namespace, objectTwice } from './namespaces.ts';
import { interruptionQueue, nodeClass, nodeRole, podNodePool, priorityClassName } from './nodes.ts';
import { budgetSelector, budgetTwice, policyPeer, policySelector, webhookService } from './pod-selectors.ts';
import { rbacRole, rbacSubject, serviceAccount } from './service-accounts.ts';
import { serviceSelector, serviceTargetPort } from './services.ts';
import { storage } from './storage.ts';
import { operatorWave, syncWave } from './sync-waves.ts';

export const referenceRules: readonly Rule[] = [
  admissionPolicy,
  applicationPath,
  unsyncedFolder,
  applicationProject,
  projectKinds,
  scaleTarget,
  scaledTwice,
  triggerAuthentication,
  configMap,
  configMapKey,
  secret,
  secretKey,
  secretStore,
  generator,
  externalSecretKey,
  roleOfAccount,
  accountOfRole,
  ingressBackend,
  ingressClass,
  keyAlias,
  metric,
  namespace,
  objectTwice,
  podNodePool,
  nodeClass,
  nodeRole,
  interruptionQueue,
  priorityClassName,
  budgetSelector,
  budgetTwice,
  policySelector,
  policyPeer,
  webhookService,
  serviceAccount,
  rbacSubject,
  rbacRole,
  serviceSelector,
  serviceTargetPort,
  storage,
  syncWave,
  operatorWave,
];
