// Fields that the API server refuses to change. Argo CD reports the refusal and the application stays out of sync.
import type { Manifest } from '../../../../crossplane/manifest.ts';
import type { Effect, EffectRule, FieldChange, ObjectChange } from '../../change.ts';
import { isMapping } from '../../compare/canonical.ts';
import { quantityOf } from '../../compare/scalars.ts';
import { effectOf } from '../effect.ts';
import { effectiveFields } from './defaults.ts';
import { appliedChanges, fieldOf, hookOf, liesIn, syncOptionsOf } from './kinds.ts';

interface ImmutableFields {
  /** `group/Kind`; the core group is empty. */
  readonly kind: string;
  /** Fields that are fixed, with everything below them. */
  readonly fixed?: readonly string[];
  /** Where only these may change: all other fields below `spec` are fixed. */
  readonly specBut?: readonly string[];
  /** Further conditions on one field. */
  readonly when?: (field: FieldChange, sides: { from: Manifest; to: Manifest }) => boolean;
  readonly source: string;
}

const api = 'https://kubernetes.io/docs/reference/kubernetes-api';
const workloads = `${api}/workload-resources`;
const storage = `${api}/config-and-storage-resources`;
const crossplane = 'https://docs.crossplane.io/latest/composition/composite-resource-definitions/';

const frozen = ({ path, to }: FieldChange, sides: { from: Manifest; to: Manifest }): boolean => {
  if (fieldOf(sides.from, 'immutable') !== true) return false;
  if (path === 'immutable') return true;
  if (Array.isArray(to) || (isMapping(to) && Object.keys(to).length === 0)) return false;
  if (liesIn(path, 'data') || liesIn(path, 'stringData'))
    return contentsOf(sides.from) !== contentsOf(sides.to);
  return liesIn(path, 'binaryData');
};

/** What a Secret or ConfigMap holds in the end: plain texts of a Secret are stored like the others. */
function contentsOf({ data, stringData }: Manifest): string {
  const plain = isMapping(stringData) ? stringData : {};
  const encoded = Object.entries(plain).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  const all = { ...(isMapping(data) ? data : {}), ...Object.fromEntries(encoded) };
  return JSON.stringify(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const volumeSources = ['awsElasticBlockStore', 'csi', 'fc', 'hostPath', 'iscsi', 'local', 'nfs'];

/** What `kubectl explain` calls immutable, and what validation of updates refuses. */
export const immutableFields: readonly ImmutableFields[] = [
  {
    kind: 'apps/Deployment',
    fixed: ['spec.selector'],
    when: leavesDefaultBehind,
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
    when: leavesDefaultBehind,
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
  { kind: '/Secret', fixed: ['type'], when: frozen, source: `${storage}/secret-v1/` },
  { kind: '/ConfigMap', when: frozen, source: `${storage}/config-map-v1/` },
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
    source: `${api}/authorization-resources/role-binding-v1/`,
  },
  {
    kind: 'rbac.authorization.k8s.io/ClusterRoleBinding',
    fixed: ['roleRef'],
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
  const isReplaced = options.includes('Replace=true') && options.includes('Force=true');
  return effectOf(change, {
    rule: isReplaced ? 'cluster/replaced' : 'cluster/immutable',
    level: isReplaced ? 'danger' : 'blocked',
    what: isReplaced
      ? `Argo CD deletes the object and creates it again, since ${fields.join(', ')} can't change.`
      : `The API server refuses the change of ${fields.join(', ')}; application ${change.application} stays out of sync.`,
    why: `These fields of ${kind} are fixed once it exists: ${entry.source}`,
    fix: isReplaced
      ? 'Make sure that nothing is lost with the old object.'
      : 'Put the value back, or give the object a new name, so that it is created beside the old one.',
    fields,
  });
}

function isRefused(
  entry: ImmutableFields,
  field: FieldChange,
  sides: { from: Manifest; to: Manifest },
): boolean {
  if (entry.fixed?.some((name) => liesIn(field.path, name))) return true;
  if (entry.specBut && liesIn(field.path, 'spec') && !entry.specBut.some((name) => liesIn(field.path, name)))
    return true;
  return entry.when?.(field, sides) ?? false;
}

/** A cluster IP stays once it is given; left out, it stays too. */
function isFixedOfService({ path, to }: FieldChange, { from }: { from: Manifest }): boolean {
  if (liesIn(path, 'spec.clusterIP'))
    return to !== undefined && fieldOf(from, 'spec.type') !== 'ExternalName';
  return (
    path === 'spec.loadBalancerClass' &&
    fieldOf(from, 'spec.loadBalancerClass') !== undefined &&
    fieldOf(from, 'spec.type') === 'LoadBalancer'
  );
}

/**
 * True where a strategy goes whose details the API server has filled in. Applied on the server, only what was written
 * goes away; the filled-in rest stays behind and does not fit the new strategy.
 */
function leavesDefaultBehind({ path, to }: FieldChange, sides: { from: Manifest; to: Manifest }): boolean {
  const isDeployment = sides.to.kind === 'Deployment';
  const strategy = isDeployment ? 'spec.strategy' : 'spec.updateStrategy';
  const type = fieldOf(sides.to, `${strategy}.type`);
  if (!liesIn(path, strategy) || type === undefined || type === 'RollingUpdate' || to === undefined)
    return false;
  if ((fieldOf(sides.from, `${strategy}.type`) ?? 'RollingUpdate') !== 'RollingUpdate') return false;
  const filledIn = isDeployment ? ['maxSurge', 'maxUnavailable'] : ['partition'];
  return filledIn.some((name) => fieldOf(sides.from, `${strategy}.rollingUpdate.${name}`) === undefined);
}

function isShrink({ path, from, to }: FieldChange): boolean {
  if (!liesIn(path, 'spec.resources.requests')) return false;
  const [before, after] = [bytesOf(from), bytesOf(to)];
  return before !== undefined && after !== undefined && after < before;
}

function bytesOf(value: unknown): number | undefined {
  const quantity = typeof value === 'object' && value !== null && 'storage' in value ? value.storage : value;
  return quantityOf(quantity);
}
