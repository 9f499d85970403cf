// Changes of pod templates: what restarts pods, and what does not.

import { add, all, type ChangeKind, plus, respell, reverse, set, suffix, unset } from './edits.ts';

const pod = 'spec.template.spec';
const container = `${pod}.containers.0`;
const sidecar = { name: 'sidecar', image: 'docker.io/library/busybox:1.37' };
const Deployment = ['Deployment'];
const controllers = ['Deployment', 'StatefulSet', 'DaemonSet'];
const templated = [...controllers, 'Job'];
/** Another image in the first container. */
export const image = suffix(`${container}.image`, '-1');

/** Changes of pod templates, as all kinds have them that run pods. */
export const templateChanges: readonly ChangeKind[] = [
  { what: 'image', kinds: templated, edit: image, times: 3 },
  {
    what: 'new environment variable',
    kinds: templated,
    edit: add(`${container}.env`, { name: 'NEW', value: 'yes' }),
  },
  {
    what: 'first environment variable goes',
    kinds: Deployment,
    edit: set(`${container}.env`, (old: unknown) =>
      Array.isArray(old) && old.length > 1 ? old.slice(1) : undefined,
    ),
  },
  {
    what: 'memory limit',
    kinds: templated,
    edit: set(`${container}.resources.limits.memory`, '6Gi'),
    times: 2,
  },
  { what: 'quantities respelled', kinds: templated, edit: respell(`${container}.resources`), times: 2 },
  { what: 'argument', kinds: Deployment, edit: add(`${container}.args`, '--verbose') },
  { what: 'probe', kinds: Deployment, edit: plus(`${container}.livenessProbe.periodSeconds`, 5) },
  { what: 'no probe', kinds: Deployment, edit: unset(`${container}.livenessProbe`) },
  {
    what: 'annotation of pods',
    kinds: templated,
    edit: set('spec.template.metadata.annotations.example\\.org/checked', 'yes'),
    times: 2,
  },
  {
    what: 'label of pods',
    kinds: controllers,
    edit: set('spec.template.metadata.labels.example\\.org/tier', 'back'),
  },
  { what: 'node selector', kinds: templated, edit: set(`${pod}.nodeSelector.kubernetes\\.io/os`, 'linux') },
  { what: 'grace period', kinds: Deployment, edit: set(`${pod}.terminationGracePeriodSeconds`, 45) },
  { what: 'new sidecar', kinds: controllers, edit: add(`${pod}.containers`, sidecar) },
  { what: 'new volume', kinds: Deployment, edit: add(`${pod}.volumes`, { name: 'cache', emptyDir: {} }) },
  {
    what: 'pull policy written out',
    kinds: templated,
    edit: set(`${container}.imagePullPolicy`, 'IfNotPresent'),
    times: 2,
  },
  { what: 'restart policy written out', kinds: controllers, edit: set(`${pod}.restartPolicy`, 'Always') },
  {
    what: 'DNS policy and scheduler written out',
    kinds: templated,
    edit: all(set(`${pod}.dnsPolicy`, 'ClusterFirst'), set(`${pod}.schedulerName`, 'default-scheduler')),
  },
  {
    what: 'termination message written out',
    kinds: Deployment,
    edit: all(
      set(`${container}.terminationMessagePath`, '/dev/termination-log'),
      set(`${container}.terminationMessagePolicy`, 'File'),
    ),
  },
  {
    what: 'protocol of a port written out',
    kinds: Deployment,
    edit: set(`${container}.ports.0.protocol`, 'TCP'),
  },
  {
    what: 'thresholds of a probe written out',
    kinds: Deployment,
    edit: set(`${container}.livenessProbe.successThreshold`, 1),
  },
  {
    what: 'empty lists written out',
    kinds: Deployment,
    edit: all(set(`${pod}.initContainers`, []), set(`${pod}.imagePullSecrets`, [])),
  },
  { what: 'host network off, written out', kinds: Deployment, edit: set(`${pod}.hostNetwork`, false) },
  {
    what: 'containers in another order',
    kinds: templated,
    before: add(`${pod}.containers`, sidecar),
    edit: reverse(`${pod}.containers`),
  },
  {
    what: 'environment in another order',
    kinds: Deployment,
    before: set(`${container}.env`, [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]),
    edit: reverse(`${container}.env`),
  },
  { what: 'volumes in another order', kinds: Deployment, edit: reverse(`${pod}.volumes`) },
  { what: 'mounts in another order', kinds: Deployment, edit: reverse(`${container}.volumeMounts`) },
  {
    what: 'tolerations in another order',
    kinds: controllers,
    before: set(`${pod}.tolerations`, [
      { key: 'a', operator: 'Exists' },
      { key: 'b', operator: 'Exists' },
    ]),
    edit: reverse(`${pod}.tolerations`),
  },
  {
    what: 'spread constraints in another order',
    kinds: Deployment,
    edit: reverse(`${pod}.topologySpreadConstraints`),
  },
  {
    what: 'labels of pods in another order',
    kinds: controllers,
    edit: set('spec.template.metadata.labels', (old: unknown) =>
      typeof old === 'object' && old !== null ? Object.fromEntries(Object.entries(old).reverse()) : undefined,
    ),
  },
];
