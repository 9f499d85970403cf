// Rule policies/privileged: no container is privileged.
import { show } from '../../../../envs/validate/show.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { fields } from '../../kit/read.ts';

export const privileged = containerRule({
  id: 'policies/privileged',
  title: 'No container is privileged',
  why: 'A privileged container is root on the node, and reaches every pod and every credential there.',
  fix: 'Delete privileged: true. Give the one capability or device that is needed.',
  standards: [
    'CKV_K8S_16',
    'KSV-0017',
    'kube-linter:privileged-container',
    'CIS-EKS-1.8:4.2.1',
    'PSS:baseline',
  ],
  *checkContainer({ path, value, name }) {
    if (fields(value.securityContext).privileged === true) {
      yield { path: `${path}.securityContext.privileged`, what: `Container ${show(name)} is privileged.` };
    }
  },
});
