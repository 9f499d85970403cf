// Changes of what runs pods, around the pod template: Deployments, StatefulSets, DaemonSets, Jobs and CronJobs.

import { at, type KubeObject, listAt } from '../../lib/json.ts';
import { all, type ChangeKind, plus, respell, set, suffix, unset, where } from './edits.ts';
import { image, templateChanges } from './template-changes.ts';

const hasTwoReplicas = (object: KubeObject) => Number(at(object, 'spec', 'replicas')) > 1;

const Deployment = ['Deployment'];
const controllers = ['Deployment', 'StatefulSet', 'DaemonSet'];
const scaled = ['Deployment', 'StatefulSet'];
const templated = [...controllers, 'Job'];

/** Changes around the pod template. */
const controllerChanges: readonly ChangeKind[] = [
  { what: 'label', kinds: templated, edit: set('metadata.labels.example\\.org/team', 'platform') },
  { what: 'annotation', kinds: templated, edit: set('metadata.annotations.example\\.org/note', 'seen') },
  { what: 'one replica more', kinds: scaled, edit: plus('spec.replicas', 1), times: 2 },
  {
    what: 'one replica less',
    kinds: scaled,
    edit: where(hasTwoReplicas, plus('spec.replicas', -1)),
    times: 2,
  },
  { what: 'no replica', kinds: Deployment, edit: set('spec.replicas', 0) },
  { what: 'image and one replica more', kinds: scaled, edit: all(image, plus('spec.replicas', 1)) },
  {
    what: 'image and one replica less',
    kinds: scaled,
    edit: where(hasTwoReplicas, all(image, plus('spec.replicas', -1))),
  },
  { what: 'image of what has no replica', kinds: Deployment, before: set('spec.replicas', 0), edit: image },
  { what: 'history limit', kinds: controllers, edit: set('spec.revisionHistoryLimit', 5) },
  { what: 'minimal ready time', kinds: controllers, edit: set('spec.minReadySeconds', 1) },
  { what: 'progress deadline', kinds: Deployment, edit: set('spec.progressDeadlineSeconds', 900) },
  { what: 'strategy', kinds: Deployment, edit: set('spec.strategy', { type: 'Recreate' }) },
  {
    what: 'strategy of which some was filled in',
    kinds: Deployment,
    before: set('spec.strategy', { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }),
    edit: set('spec.strategy', { type: 'Recreate' }),
  },
  {
    what: 'strategy that was not written',
    kinds: Deployment,
    before: unset('spec.strategy'),
    edit: set('spec.strategy', { type: 'Recreate' }),
  },
  {
    what: 'strategy that was not written, with null for its details',
    kinds: Deployment,
    before: unset('spec.strategy'),
    edit: set('spec.strategy', { type: 'Recreate', rollingUpdate: null }),
  },
  {
    what: 'update strategy, all of it written',
    kinds: ['StatefulSet'],
    before: set('spec.updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }),
    edit: set('spec.updateStrategy', { type: 'OnDelete' }),
  },
  { what: 'surge', kinds: Deployment, edit: plus('spec.strategy.rollingUpdate.maxSurge', 1) },
  {
    what: 'image with Recreate',
    kinds: Deployment,
    before: set('spec.strategy', { type: 'Recreate' }),
    edit: image,
  },
  { what: 'image of a paused Deployment', kinds: Deployment, edit: all(image, set('spec.paused', true)) },
  {
    what: 'selector',
    kinds: controllers,
    edit: all(
      set('spec.selector.matchLabels.example\\.org/tier', 'back'),
      set('spec.template.metadata.labels.example\\.org/tier', 'back'),
    ),
    times: 2,
  },
  {
    what: 'empty expressions in the selector',
    kinds: Deployment,
    edit: set('spec.selector.matchExpressions', []),
  },
  {
    what: 'image with OnDelete',
    kinds: ['StatefulSet', 'DaemonSet'],
    before: set('spec.updateStrategy', { type: 'OnDelete' }),
    edit: image,
  },
  {
    what: 'update strategy',
    kinds: ['StatefulSet', 'DaemonSet'],
    edit: set('spec.updateStrategy', { type: 'OnDelete' }),
  },
  {
    what: 'image with a partition',
    kinds: ['StatefulSet'],
    before: set('spec.updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }),
    edit: image,
  },
  {
    what: 'size of claims',
    kinds: ['StatefulSet'],
    edit: set('spec.volumeClaimTemplates.0.spec.resources.requests.storage', '20Gi'),
  },
  {
    what: 'size of claims respelled',
    kinds: ['StatefulSet'],
    edit: respell('spec.volumeClaimTemplates.0.spec.resources'),
  },
  {
    what: 'label of claims',
    kinds: ['StatefulSet'],
    edit: set('spec.volumeClaimTemplates.0.metadata.labels', { tier: 'back' }),
  },
  {
    what: 'volume mode of claims written out',
    kinds: ['StatefulSet'],
    edit: set('spec.volumeClaimTemplates.0.spec.volumeMode', 'Filesystem'),
  },
  { what: 'service of pods', kinds: ['StatefulSet'], edit: set('spec.serviceName', 'other') },
  { what: 'pod management', kinds: ['StatefulSet'], edit: set('spec.podManagementPolicy', 'Parallel') },
  {
    what: 'pod management written out',
    kinds: ['StatefulSet'],
    edit: set('spec.podManagementPolicy', 'OrderedReady'),
  },
  {
    what: 'retention of claims',
    kinds: ['StatefulSet'],
    edit: set('spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Delete', whenScaled: 'Retain' }),
  },
];

const cronPod = 'spec.jobTemplate.spec.template.spec';

/** Changes of jobs. */
const jobChanges: readonly ChangeKind[] = [
  { what: 'parallelism', kinds: ['Job'], edit: set('spec.parallelism', 2) },
  { what: 'completions', kinds: ['Job'], edit: set('spec.completions', 2) },
  { what: 'retries', kinds: ['Job'], edit: plus('spec.backoffLimit', 1) },
  { what: 'deadline', kinds: ['Job'], edit: plus('spec.activeDeadlineSeconds', 60) },
  { what: 'time to live', kinds: ['Job'], edit: set('spec.ttlSecondsAfterFinished', 86_400) },
  { what: 'suspended', kinds: ['Job'], edit: set('spec.suspend', true) },
  {
    what: 'completion mode',
    kinds: ['Job'],
    edit: all(set('spec.completionMode', 'Indexed'), set('spec.completions', 1)),
  },
  { what: 'completion mode written out', kinds: ['Job'], edit: set('spec.completionMode', 'NonIndexed') },
  { what: 'completions written out', kinds: ['Job'], edit: set('spec.completions', 1) },
  { what: 'replacement of pods', kinds: ['Job'], edit: set('spec.podReplacementPolicy', 'Failed') },
  { what: 'schedule', kinds: ['CronJob'], edit: set('spec.schedule', '17 3 * * *') },
  { what: 'time zone', kinds: ['CronJob'], edit: set('spec.timeZone', 'Etc/UTC') },
  { what: 'suspended', kinds: ['CronJob'], edit: set('spec.suspend', true) },
  {
    what: 'concurrency',
    kinds: ['CronJob'],
    edit: set('spec.concurrencyPolicy', (old: unknown) => (old === 'Replace' ? 'Forbid' : 'Replace')),
  },
  { what: 'history', kinds: ['CronJob'], edit: set('spec.successfulJobsHistoryLimit', 7) },
  { what: 'image', kinds: ['CronJob'], edit: suffix(`${cronPod}.containers.0.image`, '-1') },
  {
    what: 'image',
    kinds: ['PodTemplate'],
    edit: where(
      (object) => listAt(object, 'template', 'spec', 'containers').length > 0,
      suffix('template.spec.containers.0.image', '-1'),
    ),
  },
];

/** All of them. */
export const workloadChanges: readonly ChangeKind[] = [
  ...templateChanges,
  ...controllerChanges,
  ...jobChanges,
];
