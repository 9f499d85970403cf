// The words that fields with few accepted ones take, as the API server checks them in code.
// Source: the validation of the kinds in Kubernetes 1.35 (pkg/apis/*/validation).

import type { GroupKind } from './kinds.ts';
import { type Pattern, parsePattern } from './pattern.ts';

/** A field, and what it takes. */
export interface Row {
  readonly pattern: Pattern;
  readonly accepted: readonly string[];
  /** True where the API server reads an empty text as "not given". */
  readonly mayBeEmpty: boolean;
}

/** The fields of one object. */
export type Table = readonly Row[];

/** Fields that are written as empty texts when they are not given, as Go writes them. */
const mayBeEmpty = new Set([
  'dnsPolicy',
  'imagePullPolicy',
  'restartPolicy',
  'roleRef.apiGroup',
  'spec.concurrencyPolicy',
  'spec.externalTrafficPolicy',
  'spec.podManagementPolicy',
  'spec.ports[].protocol',
  'spec.sessionAffinity',
  'spec.strategy.type',
  'spec.type',
  'spec.updateStrategy.type',
  'ports[].protocol',
  'terminationMessagePolicy',
  'tolerations[].effect',
  'tolerations[].operator',
  // A rule of their own asks for these.
  'roleRef.kind',
  'subjects[].kind',
  'topologySpreadConstraints[].whenUnsatisfiable',
  'volumes[].hostPath.type',
]);

const protocol = ['TCP', 'UDP', 'SCTP'];
const seccomp = ['RuntimeDefault', 'Unconfined', 'Localhost'];
const honor = ['Honor', 'Ignore'];

function table(entries: Readonly<Record<string, readonly string[]>>): Table {
  return Object.entries(entries).map(([name, accepted]) => ({
    pattern: parsePattern(name),
    accepted,
    mayBeEmpty: mayBeEmpty.has(name) || name.endsWith('.scheme'),
  }));
}

/** Fields of the spec of a pod. */
export const podValues = table({
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  preemptionPolicy: ['PreemptLowerPriority', 'Never'],
  'os.name': ['linux', 'windows'],
  'securityContext.fsGroupChangePolicy': ['OnRootMismatch', 'Always'],
  'securityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'securityContext.seccompProfile.type': seccomp,
  'securityContext.appArmorProfile.type': seccomp,
  'tolerations[].effect': ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  'tolerations[].operator': ['Equal', 'Exists'],
  'topologySpreadConstraints[].whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'topologySpreadConstraints[].nodeAffinityPolicy': honor,
  'topologySpreadConstraints[].nodeTaintsPolicy': honor,
  'volumes[].hostPath.type': [
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
  ],
});

/** Fields of a container. */
export const containerValues = table({
  imagePullPolicy: ['Always', 'IfNotPresent', 'Never'],
  terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  'ports[].protocol': protocol,
  'volumeMounts[].mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
  'securityContext.seccompProfile.type': seccomp,
  'securityContext.appArmorProfile.type': seccomp,
  'securityContext.procMount': ['Default', 'Unmasked'],
  ...Object.fromEntries(
    ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.preStop', 'lifecycle.postStart'].map(
      (name) => [`${name}.httpGet.scheme`, ['HTTP', 'HTTPS']],
    ),
  ),
});

const accessModes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** Fields of other kinds. */
export const kindValues: Readonly<Record<GroupKind, Table>> = {
  '/Service': table({
    'spec.type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    'spec.ports[].protocol': protocol,
    'spec.sessionAffinity': ['None', 'ClientIP'],
    'spec.externalTrafficPolicy': ['Cluster', 'Local'],
    'spec.internalTrafficPolicy': ['Cluster', 'Local'],
    'spec.ipFamilyPolicy': ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
    'spec.ipFamilies[]': ['IPv4', 'IPv6'],
  }),
  '/PersistentVolumeClaim': table({
    'spec.accessModes[]': accessModes,
    'spec.volumeMode': ['Filesystem', 'Block'],
  }),
  '/PersistentVolume': table({
    'spec.accessModes[]': accessModes,
    'spec.volumeMode': ['Filesystem', 'Block'],
    'spec.persistentVolumeReclaimPolicy': ['Retain', 'Delete', 'Recycle'],
  }),
  '/ResourceQuota': table({
    'spec.scopes[]': [
      'Terminating',
      'NotTerminating',
      'BestEffort',
      'NotBestEffort',
      'PriorityClass',
      'CrossNamespacePodAffinity',
      'VolumeAttributesClass',
    ],
  }),
  'apps/Deployment': table({ 'spec.strategy.type': ['RollingUpdate', 'Recreate'] }),
  'apps/DaemonSet': table({ 'spec.updateStrategy.type': ['RollingUpdate', 'OnDelete'] }),
  'apps/StatefulSet': table({
    'spec.updateStrategy.type': ['RollingUpdate', 'OnDelete'],
    'spec.podManagementPolicy': ['OrderedReady', 'Parallel'],
    'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': ['Retain', 'Delete'],
    'spec.persistentVolumeClaimRetentionPolicy.whenScaled': ['Retain', 'Delete'],
  }),
  'batch/Job': table({
    'spec.completionMode': ['NonIndexed', 'Indexed'],
    'spec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  }),
  'batch/CronJob': table({
    'spec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
    'spec.jobTemplate.spec.completionMode': ['NonIndexed', 'Indexed'],
    'spec.jobTemplate.spec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  }),
  'networking.k8s.io/Ingress': table({
    'spec.rules[].http.paths[].pathType': ['Exact', 'Prefix', 'ImplementationSpecific'],
  }),
  'networking.k8s.io/NetworkPolicy': table({
    'spec.policyTypes[]': ['Ingress', 'Egress'],
    'spec.ingress[].ports[].protocol': protocol,
    'spec.egress[].ports[].protocol': protocol,
  }),
  'policy/PodDisruptionBudget': table({
    'spec.unhealthyPodEvictionPolicy': ['IfHealthyBudget', 'AlwaysAllow'],
  }),
  'rbac.authorization.k8s.io/RoleBinding': table({
    'roleRef.apiGroup': ['rbac.authorization.k8s.io'],
    'roleRef.kind': ['Role', 'ClusterRole'],
    'subjects[].kind': ['User', 'Group', 'ServiceAccount'],
  }),
  'rbac.authorization.k8s.io/ClusterRoleBinding': table({
    'roleRef.apiGroup': ['rbac.authorization.k8s.io'],
    'roleRef.kind': ['ClusterRole'],
    'subjects[].kind': ['User', 'Group', 'ServiceAccount'],
  }),
  'scheduling.k8s.io/PriorityClass': table({ preemptionPolicy: ['PreemptLowerPriority', 'Never'] }),
  'storage.k8s.io/StorageClass': table({
    reclaimPolicy: ['Delete', 'Retain'],
    volumeBindingMode: ['Immediate', 'WaitForFirstConsumer'],
  }),
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': table({
    'spec.failurePolicy': ['Fail', 'Ignore'],
    'spec.matchConstraints.matchPolicy': ['Exact', 'Equivalent'],
    'spec.matchConstraints.resourceRules[].operations[]': ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'],
    'spec.matchConstraints.resourceRules[].scope': ['*', 'Cluster', 'Namespaced'],
    'spec.validations[].reason': ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'],
  }),
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': table({
    'spec.validationActions[]': ['Deny', 'Warn', 'Audit'],
    'spec.matchResources.matchPolicy': ['Exact', 'Equivalent'],
    'spec.paramRef.parameterNotFoundAction': ['Allow', 'Deny'],
  }),
};
