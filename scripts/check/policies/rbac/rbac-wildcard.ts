// Rule policies/rbac-wildcard: roles name their API groups, resources and verbs.
import { objectRule } from '../../kit/make-rule.ts';
import { textsAt } from '../../kit/read.ts';
import { kinds, rulesOf } from '../kit/role-rules.ts';

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
