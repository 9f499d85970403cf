// Rule policies/rbac-exec: no Role lets its holders into running pods.
import { objectRule } from '../../kit/make-rule.ts';
import { kinds, type Power, powersIn } from '../kit/role-rules.ts';

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

export const rbacExec = objectRule({
  id: 'policies/rbac-exec',
  title: 'No Role lets its holders into running pods',
  why: 'Whoever holds it has the files, the network and the credentials of every pod of the namespace.',
  fix: 'Delete the resource, or waive it for the program that needs it.',
  standards: ['KSV-0053'],
  kinds,
  check: (object) => powersIn(object, intoPods),
});
