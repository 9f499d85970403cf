// What a Role lets its holders do: exactly what is named, and nothing that makes them more than they are.
import { show } from '../../../envs/validate/show.ts';
import type { GroupKind } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { type At, type Fields, itemsAt, list, textsAt } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

const kinds: readonly GroupKind[] = [
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/ClusterRole',
];

function rulesOf({ manifest }: CheckedObject): At<Fields>[] {
  return itemsAt(manifest.rules, 'rules');
}

/** True when a list holds the name or the wildcard. */
function grants(granted: unknown, name: string): boolean {
  return list(granted).includes(name) || list(granted).includes('*');
}

/** True when a rule is about a resource; the wildcard is reported by a rule of its own. */
function names(rule: Fields, group: string, resource: string): boolean {
  const slash = resource.indexOf('/');
  const wanted = slash < 0 ? [resource] : [resource, `*${resource.slice(slash)}`];
  return grants(rule.apiGroups, group) && wanted.some((one) => list(rule.resources).includes(one));
}

export const rbacWildcard = objectRule({
  id: 'policies/rbac-wildcard',
  title: 'Roles name their API groups, resources and verbs',
  why: 'A wildcard also grants what the next version or the next operator adds, Secrets and rights among it.',
  fix: 'Write down the groups, resources and verbs that are needed.',
  standards: [
    'CKV_K8S_49',
    'KSV-0044',
    'KSV-0045',
    'KSV-0046',
    'KSV-0112',
    'kube-linter:wildcard-in-rules',
    'CIS-EKS-1.8:4.1.3',
  ],
  kinds,
  *check(object) {
    for (const { path, value } of rulesOf(object)) {
      for (const field of ['apiGroups', 'resources', 'verbs', 'nonResourceURLs']) {
        for (const entry of textsAt(value[field], `${path}.${field}`)) {
          if (entry.value !== '*') continue;
          yield { path: entry.path, what: `The wildcard grants all ${field}.` };
        }
      }
    }
  },
});

export const rbacSecrets = objectRule({
  id: 'policies/rbac-secrets',
  title: 'No Role reads Secrets that it does not name',
  why: 'Who holds it reads every password of the namespace, with a ClusterRole of the cluster.',
  fix: 'Allow get alone, with resourceNames. Lists and watches can’t be limited to names.',
  standards: ['KSV-0041', 'KSV-0113', 'kube-linter:access-to-secrets', 'CIS-EKS-1.8:4.1.2'],
  kinds,
  *check(object) {
    for (const { path, value } of rulesOf(object)) {
      if (!names(value, '', 'secrets')) continue;
      const named = list(value.resourceNames).length > 0;
      const read = ['get', 'list', 'watch'].filter((verb) => grants(value.verbs, verb));
      if (read.length === 0 || named) continue;
      yield { path, what: `The rule allows to ${read.join(', ')} every Secret.` };
    }
  },
});

interface Power {
  readonly group: string;
  readonly resource: string;
  /** Any of these; all verbs when absent. */
  readonly verbs?: readonly string[];
  readonly effect: string;
}

const intoPods: readonly Power[] = [
  { group: '', resource: 'pods/exec', verbs: ['create', 'get'], effect: 'runs commands in pods' },
  { group: '', resource: 'pods/attach', verbs: ['create', 'get'], effect: 'types into pods' },
  { group: '', resource: 'pods/portforward', verbs: ['create', 'get'], effect: 'reaches all ports of pods' },
  {
    group: '',
    resource: 'pods/ephemeralcontainers',
    verbs: ['patch', 'update'],
    effect: 'starts containers in pods of others',
  },
];

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

function* powersIn(object: CheckedObject, powers: readonly Power[]): Generator<Fault> {
  for (const { path, value } of rulesOf(object)) {
    for (const { group, resource, verbs, effect } of powers) {
      if (!names(value, group, resource)) continue;
      const given = verbs?.filter((verb) => grants(value.verbs, verb));
      // With names on it, bind, escalate and impersonate are limited to what is meant.
      const isNamed = list(value.resourceNames).length > 0 && verbs !== undefined;
      if (given?.length === 0 || isNamed) continue;
      const right = given ? `${resource} (${given.join(', ')})` : resource;
      yield { path, what: `Who may use ${right} ${effect}.` };
    }
  }
}

export const rbacPods = objectRule({
  id: 'policies/rbac-exec',
  title: 'No Role lets its holders into running pods',
  why: 'Whoever holds it has the files, the network and the credentials of every pod of the namespace.',
  fix: 'Delete the resource, or waive it for the program that needs it.',
  standards: ['KSV-0053'],
  kinds,
  check: (object) => powersIn(object, intoPods),
});

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

const everybody = ['system:anonymous', 'system:unauthenticated', 'system:authenticated'];

export const rbacBinding = objectRule({
  id: 'policies/rbac-binding',
  title: 'No binding makes administrators or gives rights to everybody',
  why: 'cluster-admin can do everything in the cluster, and everybody includes every pod or even strangers.',
  fix: 'Bind a Role with what is needed to one ServiceAccount or group.',
  standards: ['KSV-0111', 'kube-linter:cluster-admin-role-binding', 'CIS-EKS-1.8:4.1.1', 'CIS-EKS-1.8:4.1.7'],
  kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  *check({ manifest }) {
    const [role] = itemsAt([manifest.roleRef], '');
    if (role?.value.kind === 'ClusterRole' && role.value.name === 'cluster-admin') {
      yield { path: 'roleRef.name', what: 'The binding gives the rights of cluster-admin.' };
    }
    for (const { path, value } of itemsAt(manifest.subjects, 'subjects')) {
      const name = String(value.name);
      if (everybody.includes(name) || (value.kind === 'Group' && name === 'system:masters')) {
        yield { path: `${path}.name`, what: `The binding is for ${name}.` };
      } else if (value.kind === 'ServiceAccount' && name === 'default') {
        yield {
          path: `${path}.name`,
          what: `The binding is for the ServiceAccount ${show(name)} of every pod.`,
        };
      }
    }
  },
});
