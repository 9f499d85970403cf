// Fields that the API server refuses to change. Argo CD reports the refusal and the application stays out of sync.
import type { Effect, EffectRule, FieldChange, ObjectChange } from '../../change.ts';
import { effectOf } from '../effect.ts';
import { effectiveFields } from './defaults.ts';
import { isFixedOfService, isFrozen, isShrink, type Sides } from './immutable-conditions.ts';
import { appliedChanges, hookOf, liesIn, syncOptionsOf } from './kinds.ts';

interface ImmutableFields {
  /** `group/Kind`; the core group is empty. */
  readonly kind: string;
  /** Fields that are fixed, with everything below them. */
  readonly fixed?: readonly string[];
  /** Where only these may change: all other fields below `spec` are fixed. */
  readonly specBut?: readonly string[];
  /** Further conditions on one field. */
  readonly when?: (field: FieldChange, sides: Sides) => boolean;
  /** True where Argo CD deletes and creates such an object by itself: it passes RBAC through `kubectl auth reconcile`. */
  readonly recreated?: boolean;
  readonly source: string;
}

const api = 'https://kubernetes.io/docs/reference/kubernetes-api';
const workloads = `${api}/workload-resources`;
const storage = `${api}/config-and-storage-resources`;
const crossplane = 'https://docs.crossplane.io/latest/composition/composite-resource-definitions/';

const volumeSources = ['awsElasticBlockStore', 'csi', 'fc', 'hostPath', 'iscsi', 'local', 'nfs'];

/** What `kubectl explain` calls immutable, and what validation of updates refuses. */
export const immutableFields: readonly ImmutableFields[] = [
  {
    kind: 'apps/Deployment',
    fixed: ['spec.selector'],
    source: `${workloads}/deployment-v1/`,
  },
  { kind: 'apps/DaemonSet', fixed: ['spec.selector'], source: `${workloads}/daemon-set-v1/` },
  { kind: 'apps/ReplicaSet', fixed: ['spec.selector'], source: `${workloads}/replica-set-v1/` },
  {
    kind: 'apps/StatefulSet',
    specBut: [
      'spec.replicas',
      'spec.ordinals',
      'spec.template',
      'spec.updateStrategy',
      'spec.revisionHistoryLimit',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.minReadySeconds',
    ],
    source: `${workloads}/stateful-set-v1/`,
  },
  {
    kind: 'batch/Job',
    fixed: [
      'spec.selector',
      'spec.template',
      'spec.completionMode',
      'spec.podFailurePolicy',
      'spec.successPolicy',
      'spec.backoffLimitPerIndex',
      'spec.managedBy',
      'spec.completions',
    ],
    source: `${workloads}/job-v1/`,
  },
  {
    kind: '/PersistentVolumeClaim',
    specBut: ['spec.resources', 'spec.volumeAttributesClassName'],
    when: isShrink,
    source: `${storage}/persistent-volume-claim-v1/`,
  },
  {
    kind: 'storage.k8s.io/StorageClass',
    fixed: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    source: `${storage}/storage-class-v1/`,
  },
  {
    kind: 'storage.k8s.io/CSIDriver',
    fixed: ['spec.attachRequired', 'spec.volumeLifecycleModes'],
    source: `${storage}/csi-driver-v1/`,
  },
  { kind: '/Secret', fixed: ['type'], when: isFrozen, source: `${storage}/secret-v1/` },
  { kind: '/ConfigMap', when: isFrozen, source: `${storage}/config-map-v1/` },
  {
    kind: '/PersistentVolume',
    fixed: ['spec.volumeMode', 'spec.nodeAffinity', ...volumeSources.map((name) => `spec.${name}`)],
    source: `${storage}/persistent-volume-v1/`,
  },
  { kind: '/ResourceQuota', fixed: ['spec.scopes'], source: `${api}/policy-resources/resource-quota-v1/` },
  {
    kind: '/Service',
    when: isFixedOfService,
    source: `${api}/service-resources/service-v1/`,
  },
  {
    kind: 'networking.k8s.io/IngressClass',
    fixed: ['spec.controller'],
    source: `${api}/service-resources/ingress-class-v1/`,
  },
  {
    kind: 'rbac.authorization.k8s.io/RoleBinding',
    fixed: ['roleRef'],
    recreated: true,
    source: `${api}/authorization-resources/role-binding-v1/`,
  },
  {
    kind: 'rbac.authorization.k8s.io/ClusterRoleBinding',
    fixed: ['roleRef'],
    recreated: true,
    source: `${api}/authorization-resources/cluster-role-binding-v1/`,
  },
  {
    kind: 'scheduling.k8s.io/PriorityClass',
    fixed: ['value', 'preemptionPolicy'],
    source: `${workloads}/priority-class-v1/`,
  },
  {
    kind: 'node.k8s.io/RuntimeClass',
    fixed: ['handler'],
    source: `${api}/cluster-resources/runtime-class-v1/`,
  },
  {
    kind: 'apiextensions.k8s.io/CustomResourceDefinition',
    fixed: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
    source: `${api}/extend-resources/custom-resource-definition-v1/`,
  },
  {
    kind: 'apiextensions.crossplane.io/CompositeResourceDefinition',
    fixed: ['spec.group', 'spec.scope', 'spec.names'],
    source: crossplane,
  },
  {
    kind: 'apiextensions.crossplane.io/Composition',
    fixed: ['spec.compositeTypeRef'],
    source: 'https://docs.crossplane.io/latest/composition/compositions/',
  },
  {
    kind: 'karpenter.sh/NodePool',
    fixed: ['spec.template.spec.nodeClassRef.group', 'spec.template.spec.nodeClassRef.kind'],
    when: ({ path, from, to }) => path === 'spec.replicas' && (from === undefined) !== (to === undefined),
    source: 'https://karpenter.sh/docs/concepts/nodepools/',
  },
  ...['GrafanaDashboard', 'GrafanaFolder'].map((kind) => ({
    kind: `grafana.integreatly.org/${kind}`,
    fixed: ['spec.uid', 'spec.instanceSelector'],
    source: 'https://grafana.github.io/grafana-operator/docs/api/',
  })),
];

const byKind = new Map(immutableFields.map((entry) => [entry.kind, entry]));

/** A change that the API server refuses. */
export const immutableRejection: EffectRule = {
  id: 'cluster/immutable',
  title: 'The API server refuses a change of a field that is fixed.',
  *effects({ changes }) {
    for (const change of appliedChanges(changes)) {
      const effect = rejection(change);
      if (effect) yield effect;
    }
  },
};

/** What the API server says of a change that it refuses, if it does. Argo CD makes each hook anew, so hooks may change. */
export function rejection(change: ObjectChange): Effect | undefined {
  const { from, to, apiVersion, kind } = change;
  const entry = byKind.get(`${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`);
  if (!from || !to || !entry || change.movedFrom || change.replaces || hookOf(to.manifest)) return undefined;
  const sides = { from: from.manifest, to: to.manifest };
  const fields = effectiveFields(change)
    .filter((field) => isRefused(entry, field, sides))
    .map(({ path }) => path);
  if (fields.length === 0) return undefined;
  const options = [...syncOptionsOf(from.manifest), ...syncOptionsOf(to.manifest)];
  const isReplaced = entry.recreated || (options.includes('Replace=true') && options.includes('Force=true'));
  return effectOf(change, {
    rule: isReplaced ? 'cluster/replaced' : 'cluster/immutable',
    level: entry.recreated ? 'caution' : isReplaced ? 'danger' : 'blocked',
    what: isReplaced
      ? `Argo CD deletes the object and creates it again, since ${fields.join(', ')} can't change.`
      : `The API server refuses the change of ${fields.join(', ')}; application ${change.application} stays out of sync.`,
    why: `These fields of ${kind} are fixed once it exists: ${entry.source}`,
    fix: isReplaced
      ? entry.recreated
        ? 'Nothing to do, if its subjects may be without their rights for a moment.'
        : 'Make sure that nothing is lost with the old object.'
      : 'Put the value back, or give the object a new name, so that it is created beside the old one.',
    fields,
  });
}

function isRefused(entry: ImmutableFields, field: FieldChange, sides: Sides): boolean {
  if (entry.fixed?.some((name) => liesIn(field.path, name))) return true;
  if (entry.specBut && liesIn(field.path, 'spec') && !entry.specBut.some((name) => liesIn(field.path, name)))
    return true;
  return entry.when?.(field, sides) ?? false;
}
