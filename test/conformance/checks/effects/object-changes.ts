// Changes of the other kinds that Kubernetes has itself: configuration, network, storage, rights, policies.

import {
  add,
  all,
  type ChangeKind,
  either,
  plus,
  respell,
  reverse,
  set,
  suffix,
  unset,
  where,
} from './edits.ts';
import { storageChanges } from './storage-changes.ts';

const ConfigMap = ['ConfigMap'];
const Secret = ['Secret'];
const Service = ['Service'];
const bound = ['RoleBinding', 'ClusterRoleBinding'];
const roles = ['Role', 'ClusterRole'];
const frozen = set('immutable', true);
const data = set('data.new-key', 'new');
const grouped =
  (...groups: string[]) =>
  ({ apiVersion }: { apiVersion: string }) =>
    groups.includes(apiVersion.split('/')[0] ?? '');
const isCore = grouped('v1');
const isRbac = grouped('rbac.authorization.k8s.io');

/** Changes of configuration and network. */
const configurationChanges: readonly ChangeKind[] = [
  { what: 'new key', kinds: ConfigMap, edit: data, times: 3 },
  { what: 'made immutable', kinds: ConfigMap, edit: frozen },
  { what: 'new key of what is immutable', kinds: ConfigMap, before: frozen, edit: data },
  { what: 'no longer immutable', kinds: ConfigMap, before: frozen, edit: unset('immutable') },
  { what: 'immutable turned off', kinds: ConfigMap, before: frozen, edit: set('immutable', false) },
  {
    what: 'label of what is immutable',
    kinds: ConfigMap,
    before: frozen,
    edit: set('metadata.labels.example\\.org/team', 'platform'),
  },
  { what: 'value', kinds: Secret, edit: where(isCore, set('data.password', 'bmV3')) },
  { what: 'type', kinds: Secret, edit: where(isCore, set('type', 'example.org/credentials')) },
  { what: 'type written out', kinds: Secret, edit: where(isCore, set('type', 'Opaque')) },
  {
    what: 'value of what is immutable',
    kinds: Secret,
    before: where(isCore, frozen),
    edit: set('data.password', 'bmV3'),
  },
  {
    what: 'same value as plain text',
    kinds: Secret,
    before: where(isCore, frozen),
    edit: set('stringData', { password: 'old' }),
  },
  { what: 'cluster IP', kinds: Service, edit: set('spec.clusterIP', '10.96.77.77'), times: 1 },
  { what: 'headless', kinds: Service, edit: set('spec.clusterIP', 'None') },
  {
    what: 'no longer headless',
    kinds: Service,
    before: set('spec.clusterIP', 'None'),
    edit: unset('spec.clusterIP'),
  },
  { what: 'port', kinds: Service, edit: plus('spec.ports.0.port', 1) },
  { what: 'target port', kinds: Service, edit: set('spec.ports.0.targetPort', 9999) },
  { what: 'second port', kinds: Service, edit: add('spec.ports', { name: 'second', port: 9443 }) },
  { what: 'selector', kinds: Service, edit: set('spec.selector.example\\.org/tier', 'back') },
  { what: 'type', kinds: Service, edit: set('spec.type', 'NodePort') },
  { what: 'type written out', kinds: Service, edit: set('spec.type', 'ClusterIP') },
  {
    what: 'external name',
    kinds: Service,
    edit: all(set('spec.type', 'ExternalName'), set('spec.externalName', 'example.org')),
  },
  { what: 'affinity', kinds: Service, edit: set('spec.sessionAffinity', 'ClientIP') },
  {
    what: 'load balancer class',
    kinds: Service,
    before: all(set('spec.type', 'LoadBalancer'), set('spec.loadBalancerClass', 'example.org/a')),
    edit: set('spec.loadBalancerClass', 'example.org/b'),
  },
  { what: 'second IP family', kinds: Service, edit: set('spec.ipFamilyPolicy', 'PreferDualStack') },
  { what: 'host', kinds: ['Ingress'], edit: set('spec.rules.0.host', 'other.example.org') },
  { what: 'class', kinds: ['Ingress'], edit: set('spec.ingressClassName', 'other') },
  {
    what: 'new way in',
    kinds: ['NetworkPolicy'],
    edit: add('spec.ingress', { ports: [{ port: 4000 }] }),
    times: 3,
  },
  {
    what: 'pods',
    kinds: ['NetworkPolicy'],
    edit: set('spec.podSelector.matchLabels.example\\.org/tier', 'back'),
  },
  {
    what: 'no way out',
    kinds: ['NetworkPolicy'],
    edit: set('spec.egress', (old: unknown) => (Array.isArray(old) && old.length > 0 ? [] : undefined)),
  },
  {
    what: 'ways in another order',
    kinds: ['NetworkPolicy'],
    edit: either(reverse('spec.egress'), reverse('spec.ingress')),
  },
];

/** Changes of rights and policies. */
const policyChanges: readonly ChangeKind[] = [
  {
    what: 'minimum',
    kinds: ['PodDisruptionBudget'],
    edit: all(unset('spec.maxUnavailable'), set('spec.minAvailable', 1)),
  },
  {
    what: 'pods',
    kinds: ['PodDisruptionBudget'],
    edit: set('spec.selector.matchLabels.example\\.org/tier', 'back'),
  },
  {
    what: 'eviction',
    kinds: ['PodDisruptionBudget'],
    edit: set('spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget'),
  },
  { what: 'role', kinds: bound, edit: suffix('roleRef.name', '-b'), times: 2 },
  {
    what: 'kind of role',
    kinds: ['RoleBinding'],
    edit: set('roleRef.kind', (old: unknown) => (old === 'Role' ? 'ClusterRole' : 'Role')),
  },
  {
    what: 'new subject',
    kinds: bound,
    edit: add('subjects', { kind: 'Group', name: 'auditors', apiGroup: 'rbac.authorization.k8s.io' }),
  },
  { what: 'new verb', kinds: roles, edit: where(isRbac, add('rules.0.verbs', 'deletecollection')), times: 2 },
  {
    what: 'new rule',
    kinds: roles,
    edit: where(
      isRbac,
      add('rules', { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }, 'first'),
    ),
  },
  { what: 'verbs in another order', kinds: roles, edit: reverse('rules.0.verbs') },
  {
    what: 'rights for an operator',
    kinds: ['ServiceAccount'],
    edit: set('metadata.annotations.eks\\.amazonaws\\.com/role-arn', 'arn:aws:iam::111122223333:role/other'),
  },
  {
    what: 'token',
    kinds: ['ServiceAccount'],
    edit: set('automountServiceAccountToken', (old: unknown) => !old),
  },
  { what: 'limit', kinds: ['ResourceQuota'], edit: set('spec.hard.count/configmaps', '50') },
  {
    what: 'scopes',
    kinds: ['ResourceQuota'],
    before: set('spec.hard', { pods: '10' }),
    edit: set('spec.scopes', ['NotTerminating']),
  },
  { what: 'limits respelled', kinds: ['ResourceQuota'], edit: respell('spec.hard') },
  { what: 'default', kinds: ['LimitRange'], edit: set('spec.limits.0.defaultRequest.cpu', '60m') },
  { what: 'value', kinds: ['PriorityClass'], edit: plus('value', 100), times: 2 },
  {
    what: 'preemption',
    kinds: ['PriorityClass'],
    edit: set('preemptionPolicy', (old: unknown) => (old === 'Never' ? 'PreemptLowerPriority' : 'Never')),
  },
  {
    what: 'preemption written out',
    kinds: ['PriorityClass'],
    before: unset('preemptionPolicy'),
    edit: set('preemptionPolicy', 'PreemptLowerPriority'),
  },
  { what: 'description', kinds: ['PriorityClass'], edit: set('description', 'Something else.') },
  {
    what: 'label',
    kinds: ['Namespace'],
    edit: set('metadata.labels.pod-security\\.kubernetes\\.io/audit', 'restricted'),
  },
  { what: 'failure policy', kinds: ['ValidatingAdmissionPolicy'], edit: set('spec.failurePolicy', 'Ignore') },
  {
    what: 'message',
    kinds: ['ValidatingAdmissionPolicy'],
    edit: suffix('spec.validations.0.message', ' See the handbook.'),
  },
  { what: 'policy', kinds: ['ValidatingAdmissionPolicyBinding'], edit: suffix('spec.policyName', '-b') },
  {
    what: 'actions',
    kinds: ['ValidatingAdmissionPolicyBinding'],
    edit: set('spec.validationActions', ['Audit']),
  },
];

/** All of them. */
export const objectChanges: readonly ChangeKind[] = [
  ...configurationChanges,
  ...storageChanges,
  ...policyChanges,
];
