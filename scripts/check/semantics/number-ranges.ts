// Numbers are in the range that the API server accepts; the schemas carry few of these bounds.
// Source: the validation of the kinds in Kubernetes 1.35 (pkg/apis/*/validation).
import { type GroupKind, groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { type Pattern, parsePattern, valuesAt } from '../kit/pattern.ts';
import { containersOf, podsOf } from '../kit/pods.ts';

type Range = readonly [min: number, max: number];
type Table = readonly (readonly [Pattern, Range])[];

const largest = 2 ** 31 - 1;
const natural: Range = [0, largest];
const positive: Range = [1, largest];
/** For fields of 64 bits. */
const long: Range = [0, Number.MAX_SAFE_INTEGER];
const userId: Range = [0, largest];
const port: Range = [1, 65_535];
const fileMode: Range = [0, 0o777];
const weight: Range = [1, 100];

function table(entries: Readonly<Record<string, Range>>): Table {
  return Object.entries(entries).map(([pattern, range]) => [parsePattern(pattern), range] as const);
}

/** Rows for fields of one range below a common prefix. */
function rows(prefix: string, range: Range, names: readonly string[]): Record<string, Range> {
  return Object.fromEntries(names.map((name) => [`${prefix}${name}`, range]));
}

const podRanges = table({
  activeDeadlineSeconds: positive,
  ...rows('securityContext.', userId, ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups[]']),
  'topologySpreadConstraints[].maxSkew': positive,
  'topologySpreadConstraints[].minDomains': positive,
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight': weight,
  'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight': weight,
  'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[].weight': weight,
  ...Object.fromEntries(
    ['secret', 'configMap', 'downwardAPI', 'projected'].map((source) => [
      `volumes[].${source}.defaultMode`,
      fileMode,
    ]),
  ),
  ...Object.fromEntries(
    ['secret', 'configMap', 'projected.sources[].secret', 'projected.sources[].configMap'].map((source) => [
      `volumes[].${source}.items[].mode`,
      fileMode,
    ]),
  ),
  'volumes[].projected.sources[].serviceAccountToken.expirationSeconds': [600, 2 ** 32],
});

const containerRanges = table({ ...rows('securityContext.', userId, ['runAsUser', 'runAsGroup']) });

const jobFields = [
  'parallelism',
  'completions',
  'backoffLimit',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
  'ttlSecondsAfterFinished',
];
const workloadFields = ['replicas', 'minReadySeconds', 'revisionHistoryLimit'];

const kindRanges: Readonly<Record<GroupKind, Table>> = {
  '/Service': table({
    'spec.ports[].port': port,
    'spec.healthCheckNodePort': [0, 65_535],
    'spec.sessionAffinityConfig.clientIP.timeoutSeconds': [1, 86_400],
  }),
  'apps/Deployment': table(rows('spec.', natural, [...workloadFields, 'progressDeadlineSeconds'])),
  'apps/ReplicaSet': table(rows('spec.', natural, workloadFields)),
  'apps/StatefulSet': table(rows('spec.', natural, [...workloadFields, 'ordinals.start'])),
  'apps/DaemonSet': table(rows('spec.', natural, workloadFields)),
  'batch/Job': table({ ...rows('spec.', natural, jobFields), 'spec.activeDeadlineSeconds': long }),
  'batch/CronJob': table({
    ...rows('spec.', natural, ['successfulJobsHistoryLimit', 'failedJobsHistoryLimit']),
    ...rows('spec.jobTemplate.spec.', natural, jobFields),
    'spec.startingDeadlineSeconds': long,
    'spec.jobTemplate.spec.activeDeadlineSeconds': long,
  }),
  'autoscaling/HorizontalPodAutoscaler': table({
    'spec.minReplicas': positive,
    'spec.maxReplicas': positive,
  }),
  'keda.sh/ScaledObject': table({
    ...rows('spec.', natural, ['minReplicaCount', 'idleReplicaCount', 'cooldownPeriod', 'pollingInterval']),
    'spec.maxReplicaCount': positive,
  }),
  'networking.k8s.io/NetworkPolicy': table({
    'spec.ingress[].ports[].port': port,
    'spec.ingress[].ports[].endPort': port,
    'spec.egress[].ports[].port': port,
    'spec.egress[].ports[].endPort': port,
  }),
};

export const numberRanges = objectRule({
  id: 'semantics/number-range',
  title: 'Numbers are in the range of their field',
  why: 'The API server refuses the object.',
  fix: 'Use a number in the range.',
  *check(object) {
    const own = kindRanges[groupKindOf(object)];
    if (own) yield* faultsOf(object.manifest, '', own);
    for (const pod of podsOf(object)) {
      yield* faultsOf(pod.spec, pod.path, podRanges);
      for (const { path, value } of containersOf(pod)) yield* faultsOf(value, path, containerRanges);
    }
  },
});

function* faultsOf(root: unknown, path: string, ranges: Table): Generator<Fault> {
  for (const [pattern, [min, max]] of ranges) {
    for (const { path: at, value } of valuesAt(root, pattern, path)) {
      if (typeof value !== 'number' || (value >= min && value <= max)) continue;
      yield { path: at, what: `${value} is out of range.`, fix: `Use a number from ${min} to ${max}.` };
    }
  }
}
