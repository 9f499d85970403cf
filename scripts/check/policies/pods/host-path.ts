// Rule policies/host-path: no pod mounts a folder of its node.
import { show } from '../../../../envs/validate/show.ts';
import { podRule } from '../../kit/make-rule.ts';
import { fields, itemsAt } from '../../kit/read.ts';

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
