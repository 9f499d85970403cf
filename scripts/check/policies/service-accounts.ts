// Under which name a pod talks to the API server: its own, and only when it has something to say.
import { show } from '../../../envs/validate/show.ts';
import { groupKindOf, isClusterScoped } from '../kit/kinds.ts';
import { environmentRule, objectRule, podRule } from '../kit/make-rule.ts';
import { podsOf } from '../kit/pods.ts';
import { itemsAt } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';

export const defaultServiceAccount = podRule({
  id: 'policies/default-service-account',
  title: 'No pod runs under the ServiceAccount default',
  why: 'What is granted to it is granted to every pod of the namespace.',
  fix: 'Give the pod a ServiceAccount of its own.',
  standards: ['CKV_K8S_41', 'KSV-0036', 'kube-linter:default-service-account', 'CIS-EKS-1.8:4.1.5'],
  *checkPod({ path, spec, complete }) {
    if (!complete) return;
    const name = spec.serviceAccountName ?? 'default';
    if (name !== 'default') return;
    yield {
      path: spec.serviceAccountName === undefined ? path : `${path}.serviceAccountName`,
      what: 'The pod runs under the ServiceAccount default.',
    };
  },
});

export const defaultNamespace = objectRule({
  id: 'policies/default-namespace',
  title: 'Nothing lives in the namespace default',
  why: 'Quotas, network policies and rights are set by namespace, and default has none.',
  fix: 'Give the object a namespace of its application.',
  standards: ['CKV_K8S_21', 'KSV-0110', 'kube-linter:use-namespace', 'CIS-EKS-1.8:4.5.2'],
  *check(object) {
    const { namespace } = object.manifest.metadata ?? {};
    if (namespace === 'default') {
      yield { path: 'metadata.namespace', what: 'The object lives in the namespace default.' };
    } else if (namespace === undefined && podsOf(object).length > 0 && !isCluster(object)) {
      yield { path: 'metadata', what: 'Without a namespace the pod lives in that of whoever applies it.' };
    }
  },
});

function isCluster(object: CheckedObject): boolean {
  return isClusterScoped(groupKindOf(object));
}

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

export const accountToken = objectRule({
  id: 'policies/account-token',
  severity: 'warning',
  title: 'ServiceAccounts give out no token unasked',
  why: 'The next pod under this name gets a token of the API server without saying so.',
  fix: 'Set automountServiceAccountToken of the ServiceAccount to false, and to true in the pods that need it.',
  standards: ['KSV-0036', 'CIS-EKS-1.8:4.1.6'],
  kinds: ['/ServiceAccount'],
  *check({ manifest }) {
    if (manifest.automountServiceAccountToken === false) return;
    yield { what: 'The ServiceAccount gives every pod under its name a token.' };
  },
});
