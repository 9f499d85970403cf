// Rule policies/rbac-escalation: no Role makes its holder more than it is.
import { objectRule } from '../../kit/make-rule.ts';
import { kinds, type Power, powersIn } from '../kit/role-rules.ts';

const aboveOneself: readonly Power[] = [
  { group: '', resource: 'nodes/proxy', effect: 'talks to the kubelets, past the audit log and admission' },
  {
    group: '',
    resource: 'serviceaccounts/token',
    verbs: ['create'],
    effect: 'makes tokens for ServiceAccounts',
  },
  ...['roles', 'clusterroles'].map((resource) => ({
    group: 'rbac.authorization.k8s.io',
    resource,
    verbs: ['bind', 'escalate'],
    effect: 'grants rights that its holder does not have',
  })),
  ...['users', 'groups', 'serviceaccounts', 'userextras'].map((resource) => ({
    group: resource === 'userextras' ? 'authentication.k8s.io' : '',
    resource,
    verbs: ['impersonate'],
    effect: 'acts under the name of others',
  })),
  {
    group: 'certificates.k8s.io',
    resource: 'certificatesigningrequests/approval',
    verbs: ['update', 'patch'],
    effect: 'signs credentials for any name',
  },
  ...['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'].map((resource) => ({
    group: 'admissionregistration.k8s.io',
    resource,
    verbs: ['create', 'update', 'patch'],
    effect: 'reads and changes every object that anybody writes',
  })),
];

export const rbacEscalation = objectRule({
  id: 'policies/rbac-escalation',
  title: 'No Role makes its holder more than it is',
  why: 'Its holder can become administrator of the cluster.',
  fix: 'Delete the verb or the resource; or name the objects with resourceNames.',
  standards: [
    'CKV_K8S_155',
    'CKV_K8S_156',
    'CKV_K8S_157',
    'CKV_K8S_158',
    'KSV-0043',
    'KSV-0047',
    'KSV-0050',
    'KSV-0114',
    'CIS-EKS-1.8:4.1.8',
  ],
  kinds,
  check: (object) => powersIn(object, aboveOneself),
});
