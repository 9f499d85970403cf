// Rule policies/read-only-root: no container can write to its root file system.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

export const readOnlyRoot = containerRule({
  id: 'policies/read-only-root',
  title: 'No container can write to its root file system',
  why: 'Who breaks into a program could change it or leave tools, and a full layer evicts the pod.',
  fix: 'Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir where it writes.',
  standards: ['CKV_K8S_22', 'KSV-0014', 'kube-linter:no-read-only-root-fs'],
  *checkContainer({ path, value, name }, pod) {
    if (!pod.complete || fields(value.securityContext).readOnlyRootFilesystem === true) return;
    yield {
      path: `${path}.securityContext`,
      what: `Container ${show(name)} can write to its root file system.`,
    };
  },
});
