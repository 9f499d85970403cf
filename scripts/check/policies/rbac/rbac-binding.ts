// Rule policies/rbac-binding: no binding makes administrators or gives rights to everybody.
import { show } from '../../../../envs/validate/show.ts';
import { objectRule } from '../../kit/make-rule.ts';
import { itemsAt } from '../../kit/read.ts';

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
