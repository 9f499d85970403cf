// Rule policies/host-namespaces: no pod shares processes, memory or network with its node.
import { podRule } from '../../kit/make-rule.ts';

const namespaces = {
  hostPID: 'sees and can signal all processes of the node',
  hostIPC: 'shares memory with the processes of the node',
  hostNetwork: 'has the network of the node: no NetworkPolicy holds, and it reaches the metadata service',
};

export const hostNamespaces = podRule({
  id: 'policies/host-namespaces',
  title: 'No pod shares processes, memory or network with its node',
  why: 'It is no longer kept apart from the node and from the other pods there.',
  fix: 'Delete hostPID, hostIPC and hostNetwork.',
  standards: [
    'CKV_K8S_17',
    'CKV_K8S_18',
    'CKV_K8S_19',
    'KSV-0008',
    'KSV-0009',
    'KSV-0010',
    'kube-linter:host-pid',
    'kube-linter:host-ipc',
    'kube-linter:host-network',
    'CIS-EKS-1.8:4.2.2',
    'CIS-EKS-1.8:4.2.3',
    'CIS-EKS-1.8:4.2.4',
    'PSS:baseline',
  ],
  *checkPod({ path, spec }) {
    for (const [name, effect] of Object.entries(namespaces)) {
      if (spec[name] === true) yield { path: `${path}.${name}`, what: `With ${name} the pod ${effect}.` };
    }
  },
});
