// Rule policies/rbac-secrets: no Role reads Secrets that it does not name.
import { objectRule } from '../../kit/make-rule.ts';
import { list } from '../../kit/read.ts';
import { grants, kinds, names, rulesOf } from '../kit/role-rules.ts';

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
