// Rule policies/token-automount: only pods that have rights in the cluster mount a token for it.
import { show } from '../../../../envs/validate/show.ts';
import { environmentRule } from '../../kit/make-rule.ts';
import { podsOf } from '../../kit/pods.ts';
import { itemsAt } from '../../kit/read.ts';

export const tokenAutomount = environmentRule({
  id: 'policies/token-automount',
  title: 'Only pods that have rights in the cluster mount a token for it',
  why: 'Who breaks into the pod holds a credential of the API server that nobody needs there.',
  fix: 'Set automountServiceAccountToken of the pod to false, or bind a Role to its ServiceAccount.',
  standards: ['CKV_K8S_38', 'KSV-0036', 'CIS-EKS-1.8:4.1.6'],
  *check({ objects }) {
    const bound = new Set<string>();
    const silent = new Set<string>();
    for (const { manifest } of objects) {
      if (manifest.kind === 'RoleBinding' || manifest.kind === 'ClusterRoleBinding') {
        for (const { value } of itemsAt(manifest.subjects, '')) {
          if (value.kind !== 'ServiceAccount') continue;
          bound.add(`${String(value.namespace ?? manifest.metadata?.namespace)}/${String(value.name)}`);
        }
      } else if (manifest.kind === 'ServiceAccount' && manifest.automountServiceAccountToken === false) {
        silent.add(`${manifest.metadata?.namespace}/${manifest.metadata?.name}`);
      }
    }
    for (const object of objects) {
      for (const { path, spec, namespace, complete } of podsOf(object)) {
        if (!complete || spec.automountServiceAccountToken === false) continue;
        const name = String(spec.serviceAccountName ?? 'default');
        const account = `${namespace}/${name}`;
        if (bound.has(account)) continue;
        if (spec.automountServiceAccountToken !== true && silent.has(account)) continue;
        yield {
          object,
          path: spec.automountServiceAccountToken === true ? `${path}.automountServiceAccountToken` : path,
          what: `The pod mounts a token of the ServiceAccount ${show(name)}, which has no rights.`,
        };
      }
    }
  },
});
