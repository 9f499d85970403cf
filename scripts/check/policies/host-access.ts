// What a pod shares with its node: none of its namespaces, ports and folders.
import { show } from '../../../envs/validate/show.ts';
import { containerRule, podRule } from '../kit/make-rule.ts';
import { fields, itemsAt } from '../kit/read.ts';

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

export const hostPort = containerRule({
  id: 'policies/host-port',
  title: 'No container takes a port of its node',
  why: 'It is open to everybody who reaches the node, and only one such pod fits on each.',
  fix: 'Delete hostPort and reach the pod by a Service.',
  standards: ['CKV_K8S_26', 'KSV-0024', 'PSS:baseline'],
  *checkContainer({ path, value }) {
    for (const { path: at, value: port } of itemsAt(value.ports, `${path}.ports`)) {
      if (typeof port.hostPort !== 'number' || port.hostPort === 0) continue;
      yield { path: `${at}.hostPort`, what: `Port ${port.hostPort} of the node is taken.` };
    }
  },
});

export const hostPath = podRule({
  id: 'policies/host-path',
  title: 'No pod mounts a folder of its node',
  why: 'It can read credentials of the node and of other pods there, and change them when it may write.',
  fix: 'Use an emptyDir, a ConfigMap or a PersistentVolumeClaim.',
  standards: [
    'CKV_K8S_27',
    'KSV-0006',
    'KSV-0023',
    'kube-linter:docker-sock',
    'kube-linter:sensitive-host-mounts',
    'PSS:baseline',
  ],
  *checkPod({ path, spec }) {
    for (const { path: at, value: volume } of itemsAt(spec.volumes, `${path}.volumes`)) {
      const { hostPath: folder } = volume;
      if (folder === undefined || folder === null) continue;
      yield {
        path: `${at}.hostPath`,
        what: `Volume ${show(volume.name)} is the folder ${show(fields(folder).path)} of the node.`,
      };
    }
  },
});
