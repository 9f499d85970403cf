// Roles and bindings that the API server accepts.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf } from '../kit/kinds.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { pathSegmentFault, subdomainFault } from '../kit/names.ts';
import { type At, type Fields, fields, isFields, itemsAt, list } from '../kit/read.ts';

export const rbacRules = objectRule({
  id: 'semantics/rbac-rule',
  title: 'Rules of a role say who may do what on which resource',
  why: 'The API server refuses the role.',
  fix: 'Give verbs, and either apiGroups with resources or, in a ClusterRole, nonResourceURLs.',
  kinds: ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  *check(object) {
    const namespaced = groupKindOf(object).endsWith('/Role');
    for (const { path, value } of itemsAt(object.manifest.rules, 'rules')) {
      const { verbs, nonResourceURLs, apiGroups, resources, resourceNames } = value;
      if (list(verbs).length === 0) yield { path: `${path}.verbs`, what: 'The rule has no verb.' };
      if (list(nonResourceURLs).length > 0) {
        if (namespaced)
          yield { path: `${path}.nonResourceURLs`, what: 'A Role has no say over URLs, a ClusterRole has.' };
        if ([apiGroups, resources, resourceNames].some((one) => list(one).length > 0)) {
          yield {
            path: `${path}.nonResourceURLs`,
            what: 'A rule is about URLs or about resources, not both.',
          };
        }
        continue;
      }
      if (list(apiGroups).length === 0)
        yield {
          path: `${path}.apiGroups`,
          what: 'The rule has no API group.',
          fix: 'The core group is written as "".',
        };
      if (list(resources).length === 0)
        yield { path: `${path}.resources`, what: 'The rule has no resource.' };
    }
    const { aggregationRule } = object.manifest;
    if (isFields(aggregationRule) && list(aggregationRule.clusterRoleSelectors).length === 0) {
      yield { path: 'aggregationRule.clusterRoleSelectors', what: 'The aggregation selects nothing.' };
    }
  },
});

const rbacGroup = 'rbac.authorization.k8s.io';

export const rbacSubjects = objectRule({
  id: 'semantics/rbac-subject',
  title: 'Bindings name their role and their subjects in full',
  why: 'The API server refuses the binding.',
  fix: 'A ServiceAccount has a namespace and no apiGroup; users and groups have the group of RBAC.',
  kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  *check(object) {
    const { name, kind } = fields(object.manifest.roleRef);
    const fault = typeof name === 'string' && name ? pathSegmentFault(name) : 'it is empty';
    if (fault) yield { path: 'roleRef.name', what: `${show(name ?? '')} is no name of a role: ${fault}.` };
    if (!kind) yield { path: 'roleRef.kind', what: 'The kind of the role is missing.' };
    const everywhere = groupKindOf(object).endsWith('ClusterRoleBinding');
    for (const subject of itemsAt(object.manifest.subjects, 'subjects'))
      yield* subjectFaults(subject, everywhere);
  },
});

function* subjectFaults({ path, value }: At<Fields>, everywhere: boolean): Generator<Fault> {
  const { kind, name, namespace, apiGroup } = value;
  if (!name) yield { path: `${path}.name`, what: 'The subject has no name.' };
  if (!kind) yield { path: `${path}.kind`, what: 'The kind of the subject is missing.' };
  if (kind === 'ServiceAccount') {
    const fault = typeof name === 'string' && name ? subdomainFault(name) : undefined;
    if (fault)
      yield { path: `${path}.name`, what: `${show(name)} is no name of a ServiceAccount: ${fault}.` };
    if (apiGroup)
      yield { path: `${path}.apiGroup`, what: `A ServiceAccount has no group, this says ${show(apiGroup)}.` };
    if (everywhere && !namespace)
      yield { path: `${path}.namespace`, what: 'The namespace of the ServiceAccount is missing.' };
  } else if ((kind === 'User' || kind === 'Group') && apiGroup && apiGroup !== rbacGroup) {
    yield {
      path: `${path}.apiGroup`,
      what: `${show(apiGroup)} is not accepted.`,
      fix: `Accepted: ${rbacGroup}.`,
    };
  }
}
