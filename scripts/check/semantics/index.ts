// The rules of the layer "semantics". Adding one: a file beside this one, and one line here.
import type { Rule } from '../rule.ts';
import { acceptedValues } from './accepted-values.ts';
import { admissionBinding, admissionExpression, admissionPolicy } from './admission-policies.ts';
import { deprecatedVersion, servedVersion } from './api-versions.ts';
import { replicaBounds, scalerTriggers } from './autoscaling.ts';
import { configData } from './config-data.ts';
import { containerPorts, hostPorts, portNameTwice } from './container-ports.ts';
import { containerNames, containersPresent } from './containers.ts';
import { cronNever, cronSchedule, cronTimeZone } from './cron-jobs.ts';
import { disruptionBudget, emptyBudget } from './disruption-budgets.ts';
import { downwardApi } from './downward-api.ts';
import { env, envTwice } from './env.ts';
import { ingress } from './ingress.ts';
import { jobs } from './jobs.ts';
import { annotations, labels } from './labels.ts';
import { listKeys } from './list-keys.ts';
import { networkPolicy, policyTypes } from './network-policies.ts';
import { numberRanges } from './number-ranges.ts';
import { objectName, objectNamespace } from './object-name.ts';
import { podDns, podNames, securityContradiction } from './pod-spec.ts';
import { handlers, probeNumbers, probePorts } from './probes.ts';
import { quantities } from './quantities.ts';
import { claim, limitRange, priorityClass, resourceQuota } from './quotas.ts';
import { rbacRules, rbacSubjects } from './rbac.ts';
import { resources } from './resources.ts';
import { affinity, spread, tolerations } from './scheduling.ts';
import { selectorForm, workloadSelector } from './selectors.ts';
import { servicePorts, serviceType } from './services.ts';
import { volumeSources } from './volume-sources.ts';
import { unusedVolumes, volumeMounts, volumes } from './volumes.ts';
import { longRunning, updateStrategy } from './workloads.ts';

export const semanticRules: readonly Rule[] = [
  acceptedValues,
  admissionPolicy,
  admissionBinding,
  admissionExpression,
  servedVersion,
  deprecatedVersion,
  replicaBounds,
  scalerTriggers,
  configData,
  containerPorts,
  hostPorts,
  portNameTwice,
  containerNames,
  containersPresent,
  cronSchedule,
  cronNever,
  cronTimeZone,
  disruptionBudget,
  emptyBudget,
  downwardApi,
  env,
  envTwice,
  ingress,
  jobs,
  labels,
  annotations,
  listKeys,
  networkPolicy,
  policyTypes,
  numberRanges,
  objectName,
  objectNamespace,
  podNames,
  podDns,
  securityContradiction,
  handlers,
  probeNumbers,
  probePorts,
  quantities,
  resourceQuota,
  limitRange,
  claim,
  priorityClass,
  rbacRules,
  rbacSubjects,
  resources,
  tolerations,
  spread,
  affinity,
  selectorForm,
  workloadSelector,
  servicePorts,
  serviceType,
  volumeSources,
  volumes,
  volumeMounts,
  unusedVolumes,
  updateStrategy,
  longRunning,
];
